// All works without this: it copies, asks for deletion in a dialog, and keeps the state on the page fresh.
(function () {
  'use strict';

  function forget() {
    // What was done is told once, not again when the page is loaded anew.
    var url = new URL(window.location.href);
    if (url.searchParams.has('done')) {
      url.searchParams.delete('done');
      url.searchParams.delete('seen');
      window.history.replaceState(null, '', url);
    }
  }

  function copy(button) {
    var field = document.getElementById(button.dataset.copy);
    field.select();
    var text = navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.reject();
    text.then(function () {
      button.textContent = 'Copied';
    }, function () {
      button.textContent = document.execCommand('copy') ? 'Copied' : 'Press Ctrl+C';
    });
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest('button[data-copy]');
    if (button) { copy(button); }
    var close = event.target.closest('dialog [data-close]');
    if (close) {
      event.preventDefault();
      close.closest('dialog').close();
    }
  });

  document.addEventListener('submit', function (event) {
    var dialog = document.getElementById(event.target.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
    } else if (event.submitter && event.target.method === 'post') {
      event.submitter.setAttribute('aria-busy', 'true');
    }
  });

  // A page that comes back from the browser's memory is not busy any more.
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('button[aria-busy]').forEach(function (b) { b.removeAttribute('aria-busy'); });
  });

  // Only a page that is looked at holds a connection, of which a browser has few for one host.
  var looking = null;

  function look() {
    var state = document.querySelector('[data-live]');
    if (state && !document.hidden && looking !== state) {
      looking = state;
      window.htmx.trigger(state, 'look');
    }
  }

  document.addEventListener('htmx:beforeRequest', function (event) {
    if (document.hidden) { event.preventDefault(); }
  });
  document.addEventListener('htmx:afterRequest', function (event) {
    if (!event.detail.requestConfig.elt.hasAttribute('data-live')) { return; }
    looking = null;
    window.setTimeout(look, event.detail.successful ? 100 : 5000);
  });
  document.addEventListener('visibilitychange', function () {
    if (document.hidden && looking) {
      window.htmx.trigger(looking, 'htmx:abort');
      looking = null;
    } else {
      look();
    }
  });

  document.addEventListener('DOMContentLoaded', function () {
    forget();
    document.querySelectorAll('button[data-copy]').forEach(function (button) { button.hidden = false; });
    window.setTimeout(look, 100);
  });
}());
