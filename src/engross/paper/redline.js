(function () {
  "use strict";
  var at = -1;
  function shown() {
    return Array.prototype.filter.call(document.querySelectorAll(".change"), function (each) {
      return each.offsetParent !== null;
    });
  }
  function go(step) {
    var all = shown();
    if (!all.length) { return; }
    at = at < 0 && step < 0 ? all.length - 1 : (at + step + all.length) % all.length;
    all.forEach(function (each) { each.classList.remove("here"); });
    all[at].classList.add("here");
    all[at].focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "center" });
    document.getElementById("where").textContent = (at + 1) + " of " + all.length;
  }
  function view() {
    var beside = document.body.classList.toggle("beside");
    document.body.classList.toggle("inline", !beside);
    document.getElementById("view").setAttribute("aria-pressed", String(beside));
    at = -1;
  }
  document.getElementById("next").addEventListener("click", function () { go(1); });
  document.getElementById("previous").addEventListener("click", function () { go(-1); });
  document.getElementById("view").addEventListener("click", view);
  document.querySelector("nav").addEventListener("click", function (event) {
    var link = event.target.closest("a[data-change]");
    if (!link) { return; }
    var all = shown();
    for (var i = 0; i < all.length; i += 1) {
      if (all[i].dataset.change === link.dataset.change) {
        event.preventDefault();
        at = i - 1;
        go(1);
        return;
      }
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey) { return; }
    if (event.key === "n" || event.key === "j") { go(1); }
    if (event.key === "p" || event.key === "k") { go(-1); }
    if (event.key === "v") { view(); }
  });
}());
