// The page works without this: it only shows the copy buttons and makes them copy.
(function () {
  'use strict';
  function reveal() {
    document.querySelectorAll('button[data-copy]').forEach(function (button) { button.hidden = false; });
  }
  document.addEventListener('click', function (event) {
    var button = event.target.closest('button[data-copy]');
    if (!button) { return; }
    var field = document.getElementById(button.dataset.copy);
    field.select();
    navigator.clipboard.writeText(field.value).then(function () {
      button.textContent = 'Copied';
    }, function () {
      button.textContent = 'Press Ctrl+C';
    });
  });
  document.addEventListener('htmx:load', reveal);
  document.addEventListener('DOMContentLoaded', reveal);
}());
