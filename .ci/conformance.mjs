// The JavaScript part of .ci/conformance: drives the AWS SDK for JavaScript, or the web chat library, through every
// operation and fault. Usage: conformance.mjs sdk|chatjs PROGRAM. It prints lines "operation TAB case TAB result".
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';

const [kind, program] = process.argv.slice(2);
const require = createRequire(import.meta.url);
process.on('uncaughtException', (e) => { // the library's own text is one long line
  console.error(String(e.stack).slice(0, 800));
  process.exit(1);
});

const emulator = spawn(program, ['emulate', '--json', '--fault', 'unlimited'], { stdio: ['ignore', 'pipe', 'inherit'] });
process.on('exit', () => emulator.kill());
const [said] = await once(emulator.stdout, 'data');
const { AWS_ENDPOINT_URL_CONNECTPARTICIPANT: at, AWS_REGION: region } = JSON.parse(said);
const settings = { endpoint: at, region, credentials: { accessKeyId: 'none', secretAccessKey: 'none' } };
const text = 'As it went up, so it comes down.\n'.repeat(40);

async function control(method, path, body) {
  const answer = await fetch(`${at}/_attache/${path}`, { method, body: body && JSON.stringify(body) });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  return answer.json();
}

/** The code in S3's answer, when it is a refusal. */
async function refused(answer) {
  if (!answer.ok) throw Object.assign(new Error(), { name: /<Code>(\w+)/.exec(await answer.text())[1] });
}

async function begin() {
  const answer = await fetch(`${at}/contact/chat`, {
    method: 'PUT', body: JSON.stringify({ InstanceId: 'i', ContactFlowId: 'f', ParticipantDetails: { DisplayName: 'Ann' } }),
  });
  return answer.json();
}

async function sdk() {
  const service = require('@aws-sdk/client-connectparticipant');
  const client = new service.ConnectParticipantClient(settings);
  const call = (name, input) => client.send(new service[`${name}Command`](input));
  const within = (chat) => (name, input) => call(name, { ConnectionToken: chat.token, ...input });
  const start = (chat) => chat.do('StartAttachmentUpload', { ContentType: 'text/plain', AttachmentSizeInBytes: text.length, AttachmentName: 'notes.txt' });
  const put = async (begun, changed) => refused(await fetch(begun.UploadMetadata.Url, {
    method: 'PUT', body: text, headers: { ...begun.UploadMetadata.HeadersToInclude, ...changed },
  }));
  const uploaded = async (chat) => {
    const begun = await start(chat);
    await put(begun);
    return begun.AttachmentId;
  };
  return {
    async contact() {
      const connect = require('@aws-sdk/client-connect');
      await new connect.ConnectClient(settings).send(new connect.StartChatContactCommand({
        InstanceId: '11111111-1111-1111-1111-111111111111', ContactFlowId: 'f', ParticipantDetails: { DisplayName: 'Ann' },
      }));
    },
    async open(chat) {
      chat.token = (await call('CreateParticipantConnection', { ParticipantToken: chat.ParticipantToken, Type: ['CONNECTION_CREDENTIALS'] })).ConnectionCredentials.ConnectionToken;
      chat.do = within(chat);
      chat.uploaded = () => uploaded(chat);
      chat.complete = (id) => chat.do('CompleteAttachmentUpload', { AttachmentIds: [id] });
    },
    connect: async (chat) => (await call('CreateParticipantConnection', { ParticipantToken: chat.ParticipantToken, Type: ['WEBSOCKET'] })).Websocket.Url,
    start, put,
    upload: async (chat) => { const id = await uploaded(chat); await chat.complete(id); return id; },
    transcript: async (chat) => (await chat.do('GetTranscript', { MaxResults: 100 })).Transcript,
    download: async (chat, id) => {
      const link = await chat.do('GetAttachment', { AttachmentId: id, UrlExpiryInSeconds: 60 });
      const answer = await fetch(link.Url);
      await refused(answer);
      return answer.text();
    },
    message: (chat) => chat.do('SendMessage', { ContentType: 'text/plain', Content: 'Hello' }),
    event: (chat) => chat.do('SendEvent', { ContentType: 'application/vnd.amazonaws.connect.event.typing' }),
    view: (chat) => chat.do('DescribeView', { ViewToken: 'v' }),
    authentication: (chat) => chat.do('GetAuthenticationUrl', { SessionId: '0'.repeat(36), RedirectUri: 'https://example.com' }),
    cancel: (chat) => chat.do('CancelParticipantAuthentication', { SessionId: '0'.repeat(36) }),
    leave: (chat) => chat.do('DisconnectParticipant', {}),
  };
}

async function chatjs() {
  const page = new EventTarget(); // what the library takes from a browser
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent']) globalThis[name] = page[name].bind(page);
  Object.assign(globalThis, { window: globalThis, self: globalThis, WebSocket: require('ws') });
  globalThis.navigator ??= { onLine: true, userAgent: 'node' };
  require('amazon-connect-chatjs');
  const { ChatSession } = globalThis.connect;
  ChatSession.setGlobalConfig({ region, endpoint: at, loggerConfig: { useDefaultLogger: false } });
  const make = (chat) => {
    chat.session = ChatSession.create({
      chatDetails: { contactId: chat.ContactId, participantId: chat.ParticipantId, participantToken: chat.ParticipantToken },
      type: 'CUSTOMER', options: { region }, disableCSM: true,
    });
    chat.heard = [];
    chat.session.onMessage(({ data }) => chat.heard.push(data));
    chat.session.onEnded(() => chat.heard.push({ Type: 'ENDED' }));
    return chat.session;
  };
  const file = () => new File([text], 'notes.txt', { type: 'text/plain' });
  const send = (chat) => chat.session.sendAttachment({ attachment: file() });
  return {
    open: async (chat) => { await make(chat).connect(); },
    connect: (chat) => make(chat).connect(),
    start: send, uploadedAlready: true, upload: send,
    transcript: async (chat) => (await chat.session.getTranscript({ maxResults: 100 })).data.Transcript,
    download: async (chat, id) => (await chat.session.downloadAttachment({ attachmentId: id })).text(),
    message: (chat) => chat.session.sendMessage({ contentType: 'text/plain', message: 'Hello' }),
    // Typing it sends at most once in so many seconds, of all sessions together.
    event: (chat) => chat.session.sendEvent({ contentType: 'application/vnd.amazonaws.connect.event.connection.acknowledged' }),
    view: (chat) => chat.session.describeView({ viewToken: 'v' }),
    authentication: (chat) => chat.session.getAuthenticationUrl({ sessionId: '0'.repeat(36), redirectUri: 'https://example.com' }),
    cancel: (chat) => chat.session.cancelParticipantAuthentication({ sessionId: '0'.repeat(36) }),
    leave: (chat) => chat.session.disconnectParticipant(),
  };
}

const client = await { sdk, chatjs }[kind]();

async function tell(operation, what, act, chat) {
  let result = 'ok', timer;
  const late = new Promise((_, no) => { timer = setTimeout(() => no(Object.assign(new Error(), { name: 'no answer in 60 s' })), 60_000); });
  try {
    await Promise.race([act(), late]);
  } catch (e) {
    const error = e?._debug ?? e; // the library wraps some
    if (e instanceof assert.AssertionError) result = 'takes the refusal for the file';
    else if (e instanceof TypeError) result = 'an answer without its members';
    else if (error.reason) result = 'does not connect';
    else result = String(error.name ?? error.type ?? error.message ?? JSON.stringify(error)).slice(0, 60);
  }
  clearTimeout(timer);
  const tries = chat ? (await control('GET', `requests?chat=${chat.ContactId}&operation=${operation}`)).count : 1;
  if (tries === 0) result = 'no call';
  console.log([operation, what, result + (tries > 1 ? `, ${tries} tries` : '')].join('\t'));
}

const attachmentOf = (items) => items.findLast((i) => i.Type === 'ATTACHMENT').Attachments[0].AttachmentId;
async function scanned(chat) {
  await client.upload(chat);
  await control('POST', `scans?chat=${chat.ContactId}`, { result: 'approved' });
  return attachmentOf(await client.transcript(chat));
}
const sameText = async (chat, id) => assert.equal(await client.download(chat, id), text);

// The operation, what it needs done before, and the call itself.
const operations = [
  ['CreateParticipantConnection', null, (chat) => client.connect(chat)],
  ['GetTranscript', scanned, async (chat) => attachmentOf(await client.transcript(chat))],
  ['GetAttachment', scanned, sameText],
  ['SendMessage', null, (chat) => client.message(chat)],
  ['SendEvent', null, (chat) => client.event(chat)],
  ['StartAttachmentUpload', null, (chat) => client.start(chat)],
  ['CompleteAttachmentUpload', (chat) => chat.uploaded?.(), (chat, id) => (id ? chat.complete(id) : client.upload(chat))],
  ['DescribeView', null, (chat) => client.view(chat)],
  ['GetAuthenticationUrl', null, (chat) => client.authentication(chat)],
  ['CancelParticipantAuthentication', null, (chat) => client.cancel(chat)],
  ['DisconnectParticipant', null, (chat) => client.leave(chat)],
];

if (client.contact) await tell('StartChatContact', 'plain', client.contact);
for (const [operation, before, act] of operations) {
  for (const [what, fault] of [['plain', ''], ['403', 'deny=1'], ['429', 'throttle=1'], ['500', 'errors=1'], ['junk', 'junk=1']]) {
    const chat = await begin();
    if (operation !== 'CreateParticipantConnection') await client.open(chat);
    const ready = await before?.(chat);
    await control('DELETE', `requests?chat=${chat.ContactId}`);
    if (fault) await control('POST', `faults?chat=${chat.ContactId}`, { fault, operation });
    await tell(operation, what, () => act(chat, ready), chat);
  }
}
const chat = await begin();
await client.open(chat);
if (client.put) {
  const begun = await client.start(chat);
  await tell('PutObject', 'plain', () => client.put(begun));
  await tell('PutObject', 'a header changed', () => client.put(begun, { 'Content-Type': 'text/html' }));
}
const id = await scanned(chat);
await tell('GetObject', 'plain', () => sameText(chat, id));
await control('POST', `faults?chat=${chat.ContactId}`, { fault: 'expired-links=1' });
await tell('GetObject', 'the link has expired', () => sameText(chat, id));
if (chat.heard) {
  const hears = (what, test) => tell('WebSocket', what, () => new Promise((done) => {
    const timer = setInterval(() => { if (chat.heard.some(test)) { clearInterval(timer); done(); } }, 20);
  }));
  await client.message(chat);
  await hears('a message comes', (d) => d.Content === 'Hello');
  await hears('a file comes', (d) => d.Type === 'ATTACHMENT' && d.Attachments[0].Status === 'APPROVED');
  await control('POST', `end?chat=${chat.ContactId}`);
  await hears('the chat ends', (d) => d.Type === 'ENDED');
}
const late = await begin();
await client.open(late);
await control('POST', `tokens/expire?chat=${late.ContactId}`);
await tell('GetTranscript', 'the token has expired', () => client.transcript(late));
const over = await begin();
await client.open(over);
await control('POST', `end?chat=${over.ContactId}`);
await tell('SendMessage', 'the chat has ended', () => client.message(over));
process.exit(0);
