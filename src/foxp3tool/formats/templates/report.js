
"use strict";
(function () {
  var all = function (query, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(query));
  };
  var rows = all("tr[data-number]");
  var filters = document.getElementById("filters");
  var folded = all("details");

  // Everything is open on paper, and as it was afterwards.
  var before = [];
  window.addEventListener("beforeprint", function () {
    before = folded.map(function (one) { return one.open; });
    folded.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () {
    folded.forEach(function (one, at) { one.open = before[at]; });
  });
  if (!filters) { return; }

  var article = {}, byRow = {}, words = {}, shown = {};
  all("article[data-number]").forEach(function (one) { article[one.dataset.number] = one; });
  rows.forEach(function (row) {
    var number = row.dataset.number;
    (row.dataset.rows || "").split(" ").forEach(function (n) { if (n) { byRow[n] = number; } });
    var part = article[number] ? article[number].querySelector(".part-samples") : null;
    words[number] = (row.textContent + " " + (part ? part.textContent : "")).toLowerCase();
    shown[number] = true;
  });

  var marks = all("#figure g.variant").map(function (mark) {
    var numbers = [];
    (mark.dataset.rows || "").split(" ").forEach(function (n) {
      var number = byRow[n];
      if (number !== undefined && numbers.indexOf(number) < 0) { numbers.push(number); }
    });
    return { mark: mark, numbers: numbers };
  });
  var stems = {};
  all("#figure g.stem[data-index]").forEach(function (stem) {
    (stems[stem.dataset.index] = stems[stem.dataset.index] || []).push(stem);
  });
  var details = document.getElementById("figure-details");

  function pointAt(numbers, on) {
    numbers.forEach(function (number) {
      document.getElementById("t" + number).classList.toggle("pointed", on);
    });
  }
  function tell(one) {
    details.hidden = false;
    details.textContent = one.mark.getAttribute("aria-label") || "";
    pointAt(one.numbers, true);
  }
  function goTo(one) {
    var number = one.numbers.filter(function (n) { return shown[n]; })[0];
    if (number === undefined) { return; }
    var heading = article[number] ? article[number].querySelector("h3")
      : document.getElementById("t" + number);
    heading.setAttribute("tabindex", "-1");
    (article[number] || heading).scrollIntoView();
    heading.focus({ preventScroll: true });
  }
  function step(from, by) {
    var at = from;
    do { at += by; } while (marks[at] && marks[at].mark.classList.contains("off"));
    if (!marks[at]) { return; }
    marks[from].mark.setAttribute("tabindex", "-1");
    marks[at].mark.setAttribute("tabindex", "0");
    marks[at].mark.focus();
  }
  marks.forEach(function (one, at) {
    // One stop for the Tab key; the arrows go from mark to mark.
    one.mark.setAttribute("tabindex", at ? "-1" : "0");
    one.mark.setAttribute("role", "button");
    ["mouseenter", "focus"].forEach(function (name) {
      one.mark.addEventListener(name, function () { tell(one); });
    });
    ["mouseleave", "blur"].forEach(function (name) {
      one.mark.addEventListener(name, function () { pointAt(one.numbers, false); });
    });
    one.mark.addEventListener("click", function () { goTo(one); });
    one.mark.addEventListener("keydown", function (event) {
      var key = event.key;
      if (key === "Enter" || key === " ") { goTo(one); }
      else if (key === "ArrowRight" || key === "ArrowDown") { step(at, 1); }
      else if (key === "ArrowLeft" || key === "ArrowUp") { step(at, -1); }
      else { return; }
      event.preventDefault();
    });
  });

  var text = document.getElementById("filter-text");
  var count = document.getElementById("filter-count");
  var note = document.getElementById("filtered-note");
  var boxes = all("input[type=checkbox]", filters);

  function chosen(name) {
    var found = {};
    boxes.forEach(function (box) { if (box.name === name && box.checked) { found[box.value] = true; } });
    return found;
  }
  function apply() {
    var kinds = chosen("kind"), matches = chosen("match");
    var wanted = text.value.trim().toLowerCase();
    var number = 0;
    rows.forEach(function (row) {
      var own = row.dataset.number;
      var is = Boolean(kinds[row.dataset.kind] && matches[row.dataset.match] &&
        words[own].indexOf(wanted) >= 0);
      shown[own] = is;
      number += is ? 1 : 0;
      row.hidden = !is;
      if (article[own]) { article[own].hidden = !is; }
    });
    var first = true;
    marks.forEach(function (one) {
      var off = !one.numbers.some(function (n) { return shown[n]; });
      one.mark.classList.toggle("off", off);
      one.mark.setAttribute("aria-hidden", off ? "true" : "false");
      one.mark.setAttribute("tabindex", !off && first ? "0" : "-1");
      if (!off) { first = false; }
      (stems[one.mark.dataset.index] || []).forEach(function (stem) {
        stem.classList.toggle("off", off);
      });
    });
    count.textContent = "Lines of the table shown: " + number + " of " + rows.length + ".";
    note.hidden = number === rows.length;
    note.lastElementChild.textContent = count.textContent;
  }
  boxes.forEach(function (box) { box.addEventListener("change", apply); });
  text.addEventListener("input", apply);
  function showAll() {
    boxes.forEach(function (box) { box.checked = true; });
    text.value = "";
    apply();
  }
  document.getElementById("filter-all").addEventListener("click", showAll);
  // A link to what is filtered away brings it back.
  function reveal(hash) {
    var place = hash && document.getElementById(hash.slice(1));
    if (!place || !place.closest("[hidden]")) { return; }
    showAll();
    place.scrollIntoView();
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#']");
    if (link) { reveal(link.hash); }
  });
  window.addEventListener("hashchange", function () { reveal(location.hash); });
  var fold = document.getElementById("fold");
  fold.addEventListener("click", function () {
    var open = fold.textContent === "Open all details";
    folded.forEach(function (one) { one.open = open; });
    fold.textContent = open ? "Close all details" : "Open all details";
  });
  filters.hidden = false;
  apply();
})();
