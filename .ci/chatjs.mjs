// The client's part of .ci/chatjs: a page of a shop, as far as the web chat library wants one.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
// An uncaught error would print the library's one long line, and the end of the text would be lost.
process.on('uncaughtException', (e) => {
  console.error(String(e.message).slice(0, 500));
  process.exit(1);
});

// All is loaded before the chat begins: the emulator's clock is hurried, so that the files of minutes
// arrive within seconds, and what has arrived before the socket is open does not come through it.
const sdk = require('@aws-sdk/client-connectparticipant');
const page = new EventTarget(); // what the library takes from a browser
for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent']) globalThis[name] = page[name].bind(page);
Object.assign(globalThis, { window: globalThis, self: globalThis, WebSocket: require('ws') });
globalThis.navigator ??= { onLine: true, userAgent: 'node' };
require('amazon-connect-chatjs');
const { ChatSession } = globalThis.connect;

const emulator = spawn(process.argv[2], ['emulate', '--json', '--fault', 'hurry=20'], { stdio: ['ignore', 'pipe', 'inherit'] });
process.on('exit', () => emulator.kill());
const [said] = await once(emulator.stdout, 'data');
const {
  AWS_ENDPOINT_URL_CONNECTPARTICIPANT: endpoint, AWS_REGION: region,
  ATTACHE_CONNECTION_TOKEN: connectionToken, ATTACHE_PARTICIPANT_TOKEN: participantToken,
} = JSON.parse(said);

// The AWS SDK, which the library has inside as well, but of another version.
const client = new sdk.ConnectParticipantClient({
  endpoint, region, credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
});
const transcript = await client.send(new sdk.GetTranscriptCommand({ ConnectionToken: connectionToken, MaxResults: 100 }));
const files = transcript.Transcript.flatMap((item) => item.Attachments ?? []);
assert.ok(files.length >= 17, `the SDK sees ${files.length} files`);
const link = await client.send(new sdk.GetAttachmentCommand({
  ConnectionToken: connectionToken, AttachmentId: files.find((f) => f.Status === 'APPROVED').AttachmentId, UrlExpiryInSeconds: 60,
}));
const bytes = await (await fetch(link.Url)).arrayBuffer();
assert.equal(bytes.byteLength, link.AttachmentSizeInBytes);
await assert.rejects(
  client.send(new sdk.GetTranscriptCommand({ ConnectionToken: 'made up' })),
  (e) => e instanceof sdk.AccessDeniedException,
);
console.log('the AWS SDK for JavaScript: reads, downloads, and knows the error');

// What goes up comes down again.
const content = new Uint8Array(300_000).map((_, i) => (i * 31) % 251);
const comesBack = async (id) => {
  const { Url } = await client.send(new sdk.GetAttachmentCommand({ ConnectionToken: connectionToken, AttachmentId: id }));
  assert.deepEqual(new Uint8Array(await (await fetch(Url)).arrayBuffer()), content, 'other bytes came back');
};
const upload = await client.send(new sdk.StartAttachmentUploadCommand({
  ConnectionToken: connectionToken, ContentType: 'image/png', AttachmentName: 'sdk.png', AttachmentSizeInBytes: content.length,
}));
const put = await fetch(upload.UploadMetadata.Url, { method: 'PUT', headers: upload.UploadMetadata.HeadersToInclude, body: content });
assert.equal(put.status, 200);
await client.send(new sdk.CompleteAttachmentUploadCommand({ ConnectionToken: connectionToken, AttachmentIds: [upload.AttachmentId] }));

ChatSession.setGlobalConfig({ region, endpoint, loggerConfig: { useDefaultLogger: false } });
const session = ChatSession.create({
  chatDetails: { contactId: transcript.InitialContactId, participantId: 'customer', participantToken },
  type: 'CUSTOMER', options: { region }, disableCSM: true,
});

const seen = { attachments: [], texts: [], heartbeat: false };
const happens = (subscribe, what) => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error(`chatjs: no ${what}`)), 30_000).unref();
  subscribe(resolve);
});
session.onMessage(({ data }) => {
  if (data.Type === 'ATTACHMENT') seen.attachments.push({ ...data.Attachments[0], item: data.Id });
  else seen.texts.push(data.Content);
});
session.onDeepHeartbeatSuccess(() => { seen.heartbeat = true; });
const ended = happens((done) => session.onEnded(done), 'end of the chat');
const established = happens((done) => session.onConnectionEstablished(done), 'connection');
assert.equal((await session.connect()).connectSuccess, true);
await established;
console.log('chatjs: connected');

const receives = (status) => happens((done) => {
  const timer = setInterval(() => {
    const found = seen.attachments.find((a) => a.Status === status);
    if (found) { clearInterval(timer); done(found); }
  }, 20);
}, `attachment that is ${status}`);
const arrived = await receives('APPROVED');
const blob = await session.downloadAttachment({ attachmentId: arrived.AttachmentId });
assert.ok(blob.size > 100, `${arrived.AttachmentName} has ${blob.size} bytes`);
await comesBack(upload.AttachmentId);
await session.sendAttachment({ attachment: new File([content], 'chatjs.png', { type: 'image/png' }) });
const sent = await happens((done) => {
  const timer = setInterval(() => {
    const found = seen.attachments.find((a) => a.AttachmentName === 'chatjs.png' && a.Status === 'APPROVED');
    if (found) { clearInterval(timer); done(found); }
  }, 20);
}, 'attachment of its own');
await comesBack(sent.AttachmentId);
console.log('chatjs and the AWS SDK for JavaScript: send files, and get the same bytes back');
await session.sendMessage({ contentType: 'text/plain', message: 'Thank you' });
await receives('IN_PROGRESS');
await receives('REJECTED');
await client.send(new sdk.DisconnectParticipantCommand({ ConnectionToken: connectionToken }));
await ended;
assert.ok(seen.texts.includes('Thank you'), 'its own message did not come back');
assert.ok(seen.heartbeat, 'no deep heartbeat');
console.log(`chatjs: subscribed, received ${seen.attachments.length} attachment items (${arrived.AttachmentName} of ${blob.size} bytes first), scans and the end`);
process.exit(0);
