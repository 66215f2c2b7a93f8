// Asks for the state again and again, shows what changed, and does everything through the control API.
const POLL_MILLIS = 700;
const $ = (id) => document.getElementById(id);
const selected = { person: null, account: null };
let shown = {};
let person = null;
let shownAccount = null;

function element(tag, props = {}, ...children) {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...children);
  return made;
}

function ifChanged(name, value, show) {
  const json = JSON.stringify(value);
  if (shown[name] !== json) {
    shown[name] = json;
    show(value);
  }
}

function face(user) {
  const initials = user.name.split(/\s+/).map((word) => word[0]).slice(0, 2).join('').toUpperCase();
  const colour = [...user.id].reduce((sum, digit) => sum + Number(digit), 0) % 5;
  return element('span', { className: `face f${colour}`, textContent: initials, ariaHidden: 'true' });
}

async function control(method, path, body) {
  const answer = await fetch(`/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(JSON.parse(text).detail);
  }
  refresh();
  return text ? JSON.parse(text) : null;
}

function problem(error) {
  $('problem').textContent = error ? error.message : '';
  $('problem').hidden = !error;
}

async function tell(action) {
  try {
    await action();
    problem(null);
  } catch (error) {
    problem(error);
  }
}

function showPersons({ persons, current }) {
  $('persons').replaceChildren(...persons.map((one) => {
    const label = element('div', {},
      element('span', { className: 'name', textContent: one.name }),
      element('small', { textContent: one.last || `@${one.screenName}` }));
    const button = element('button', {
      className: 'person',
      onclick: () => { selected.person = one.id; refresh(); $('text').focus(); },
    }, face(one), label);
    button.setAttribute('aria-current', String(one.id === current));
    return element('li', {}, button);
  }));
}

function showAccount({ account, accounts }) {
  $('account-face').replaceWith(Object.assign(face(account), { id: 'account-face' }));
  $('account-name').textContent = account.name;
  const notes = [];
  if (account.suspended) notes.push('suspended');
  if (account.revoked) notes.push('app revoked');
  if (account.accessLevel !== 'read-write-directmessages') notes.push(`app may only ${account.accessLevel}`);
  $('account-handle').textContent = [`@${account.screenName}`, ...notes].join(' · ');
  $('account').hidden = accounts.length < 2;
  $('account').replaceChildren(...accounts.map((one) =>
    element('option', { value: one.id, textContent: one.name, selected: one.id === account.id })));
}

const DELIVERY = {
  waiting: 'on its way', delivered: 'delivered', retrying: 'webhook failed, trying again',
  lost: 'never delivered', skipped: 'no valid webhook',
};

function note(message) {
  const time = new Date(message.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const origin = message.direction === 'out' && !message.viaApi ? 'written by hand' : null;
  const delivery = message.direction === 'in' ? DELIVERY[message.delivery] : null;
  return [time, origin, delivery].filter(Boolean).join(' · ');
}

// What an app without buttons writes instead: lines numbered from 1, at the end of its text.
function numbered(text) {
  const lines = text.trimEnd().split('\n');
  const first = lines.findLastIndex((line) => line.startsWith('1. '));
  const options = first < 0 ? [] : lines.slice(first);
  return options.length > 1 && options.every((line, i) => line.startsWith(`${i + 1}. `)) ? options : [];
}

function choice(label, description, chosen) {
  const button = element('button', { type: 'button', onclick: () => tell(chosen) }, label);
  if (description) button.append(element('small', { textContent: description }));
  return button;
}

function choices(message, newest) {
  const options = message.extras.quick_reply?.options ?? [];
  const buttons = options.map((option) =>
    choice(option.label, option.description, () => send(option.label, option.metadata)));
  if (newest && message.direction === 'out' && !buttons.length) {
    numbered(message.text).forEach((line, i) => buttons.push(choice(line.split(' – ')[0], '', () => send(`${i + 1}`))));
  }
  const links = (message.extras.ctas ?? []).map((cta) => element('a', {
    href: cta.url, textContent: cta.label, target: '_blank', rel: 'noreferrer',
  }));
  return [...buttons, ...links];
}

function written(text) {
  return text.split(/(https?:\/\/[^\s]+[^\s.,;:!?)])/).map((piece, i) => i % 2
    ? element('a', { href: piece, textContent: piece, target: '_blank', rel: 'noreferrer' }) : piece);
}

function place(attachment) {
  const [longitude, latitude] = attachment?.location?.shared_coordinate?.coordinates?.coordinates ?? [];
  const id = attachment?.location?.shared_place?.place?.id;
  return id ? `📍 place ${id}` : latitude === undefined ? null : `📍 ${latitude}, ${longitude}`;
}

function picture({ id, type, contentType }) {
  const src = `/page/media/${id}`;
  return contentType.startsWith('video/')
    ? element('video', { className: 'picture', src, controls: true, preload: 'metadata' })
    : element('img', { className: 'picture', src, alt: type === 'animated_gif' ? 'Animated picture' : 'Photo' });
}

function showMessages(messages) {
  const list = $('messages');
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const items = messages.map((message, i) => {
    const item = element('li', { className: message.direction });
    if (message.media) item.append(picture(message.media));
    const where = place(message.extras.attachment);
    if (message.text || !message.media && !where) {
      item.append(element('div', { className: 'bubble' }, ...written(message.text || '(attachment)')));
    }
    if (where) item.append(element('div', { className: 'bubble', textContent: where }));
    const more = choices(message, i === messages.length - 1);
    if (more.length) item.append(element('div', { className: 'choices' }, ...more));
    const bad = ['retrying', 'lost', 'skipped'].includes(message.delivery) && message.direction === 'in';
    item.append(element('small', { textContent: note(message), className: bad ? 'bad' : '' }));
    return item;
  });
  list.replaceChildren(...(items.length ? items : [element('li', {
    className: 'empty', textContent: `Nothing said yet. Write something as ${person.name}: the bot's answer appears here.`,
  })]));
  if (atEnd || messages.at(-1)?.direction === 'in') list.scrollTop = list.scrollHeight;
}

function showWebhook({ webhooks, account }) {
  const pill = $('webhook');
  const webhook = webhooks[0];
  const subscribed = webhook?.subscribed.includes(account);
  pill.className = `pill ${webhook?.valid && subscribed ? 'good' : 'bad'}`;
  pill.title = webhook ? webhook.url : '';
  pill.textContent = !webhook ? 'No webhook registered'
    : !webhook.valid ? 'Webhook failed its challenge'
      : !subscribed ? 'Webhook registered, account not subscribed' : 'Webhook valid, account subscribed';
}

function showFaults({ faults, names }) {
  $('faults').replaceChildren(...faults.map((fault) => {
    const often = fault.next ? `, next ${fault.next}` : '';
    const details = [fault.status, fault.code || null, fault.millis && `${fault.millis} ms`].filter(Boolean).join(' ');
    return element('li', {},
      element('span', { textContent: `${names[fault.target] ?? fault.target}: ${fault.kind} ${details}${often}` }),
      element('button', {
        type: 'button', textContent: 'Take back',
        onclick: () => tell(() => control('DELETE', `/faults/${fault.id}`)),
      }));
  }));
}

let asked = 0;
async function refresh() {
  const mine = ++asked;
  const query = new URLSearchParams();
  for (const [name, id] of Object.entries(selected)) if (id) query.set(name, id);
  let state;
  try {
    state = await (await fetch(`/page/state?${query}`)).json();
  } catch {
    $('webhook').className = 'pill bad';
    $('webhook').textContent = 'The simulator does not answer';
    shown.webhook = null;
    return;
  }
  if (mine !== asked) return;
  person = state.person;
  shownAccount = state.account;
  selected.person ??= state.person.id;
  const names = Object.fromEntries([...state.persons, ...state.accounts].map((user) => [user.id, user.name]));
  ifChanged('persons', { persons: state.persons, current: state.person.id }, showPersons);
  ifChanged('account', { account: state.account, accounts: state.accounts }, showAccount);
  ifChanged('messages', [state.person.id, state.account.id, state.messages], () => showMessages(state.messages));
  ifChanged('webhook', { webhooks: state.webhooks, account: state.account.id }, showWebhook);
  ifChanged('faults', { faults: state.faults, names }, showFaults);
  $('typing').hidden = !state.typing;
  $('fault-person').textContent = state.person.name;
}

function send(text, quickReplyMetadata, media) {
  return control('POST', '/messages', {
    from: selected.person, to: selected.account ?? undefined, text: text || undefined, quickReplyMetadata, media,
  });
}

async function keep(file) {
  const answer = await fetch('/control/media', {
    method: 'POST', headers: { 'content-type': file.type || 'application/octet-stream' }, body: file,
  });
  const kept = await answer.json();
  if (!answer.ok) throw new Error(kept.detail);
  return kept.id;
}

function showAttached() {
  const file = $('file').files[0];
  $('attached').hidden = !file;
  $('attached').firstElementChild.textContent = file?.name ?? '';
}
$('file').addEventListener('change', () => { showAttached(); $('text').focus(); });
$('attached').querySelector('button').addEventListener('click', () => { $('file').value = ''; showAttached(); });

$('write').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = $('text').value.trim();
  const file = $('file').files[0];
  if (!text && !file) return;
  tell(async () => {
    await send(text, undefined, file && await keep(file));
    $('text').value = '';
    $('file').value = '';
    showAttached();
  });
});
$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('write').requestSubmit();
  }
});
let typedAt = 0;
$('text').addEventListener('input', () => {
  if (Date.now() - typedAt > 3000 && shown.webhook?.includes('"valid":true')) {
    typedAt = Date.now();
    const body = JSON.stringify({ from: selected.person, to: selected.account ?? undefined });
    fetch('/control/typing', { method: 'POST', body }).catch(() => {});
  }
});
$('account').addEventListener('change', (event) => { selected.account = event.target.value; refresh(); });
$('add-person').addEventListener('submit', (event) => {
  event.preventDefault();
  tell(async () => {
    const made = await control('POST', '/persons', { screenName: $('new-person').value });
    selected.person = made.id;
    $('new-person').value = '';
  });
});
const PLACE = {
  type: 'location',
  location: { type: 'shared_coordinate', shared_coordinate: { coordinates: { type: 'Point', coordinates: [-97.32, 32.71] } } },
};
$('act').addEventListener('submit', (event) => {
  event.preventDefault();
  const from = selected.person;
  const to = shownAccount.id;
  const text = $('text').value.trim();
  const [path, verb] = $('deed').value.split(' ');
  const deeds = {
    posts: () => control('POST', '/posts', { from, to, text: text || `Hello @${shownAccount.screenName}` }),
    likes: () => control('POST', '/likes', { from, to }),
    relations: () => control('POST', '/relations', { from, to, verb }),
    read: () => control('POST', '/read', { from, to }),
    place: () => control('POST', '/messages', { from, to, text: text || 'Here', attachment: PLACE }),
    encrypted: () => control('POST', '/encrypted', { from, to }),
    'by-hand': () => control('POST', '/messages', { from: to, to: from, text: text || 'A person here. I take over.' }),
    'own-post': () => control('POST', '/posts', { from: to, text: text || 'News from us' }),
  };
  tell(async () => {
    await deeds[path]();
    $('text').value = '';
  });
});
function showFaultFields() {
  document.querySelectorAll('.only').forEach((field) => {
    field.hidden = !field.dataset.for.split(' ').includes($('kind').value);
  });
}
$('kind').addEventListener('change', showFaultFields);
$('add-fault').addEventListener('submit', (event) => {
  event.preventDefault();
  const kind = $('kind').value;
  const fault = { target: selected.person, kind };
  if ($('next').value) fault.next = Number($('next').value);
  if (kind === 'latency' || kind === 'delayed-echo') fault.millis = Number($('millis').value);
  if (kind === 'rate-limited') fault.resetSeconds = Number($('reset').value);
  if (kind === 'error') {
    const [status, code, ...message] = $('error').value.split(',');
    Object.assign(fault, { status: Number(status), code: Number(code), message: message.join(',') });
  }
  tell(() => control('POST', '/faults', fault));
});

showFaultFields();
$('panel').open = matchMedia('(min-width: 60.01rem)').matches;
refresh();
setInterval(() => { if (!document.hidden) refresh(); }, POLL_MILLIS);
