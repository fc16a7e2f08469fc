// A test with Testcontainers (npm install testcontainers @aws-sdk/client-connect @aws-sdk/client-connectparticipant):
// node --test testcontainers.test.mjs. It needs Docker and the image, which compose.yaml says how to make.
// With ATTACHE_URL it uses an emulator that runs already, and needs neither.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ConnectClient, StartChatContactCommand } from '@aws-sdk/client-connect';
import * as participant from '@aws-sdk/client-connectparticipant';

let endpoint = process.env.ATTACHE_URL;
if (!endpoint) {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer('attache:latest').withExposedPorts(2428)
    .withHealthCheck({ test: ['CMD', '/attache', 'emulate', '--check', 'http://127.0.0.1:2428'], interval: 500, timeout: 6000, retries: 20, startPeriod: 0 })
    .withWaitStrategy(Wait.forHealthCheck()).start();
  after(() => container.stop());
  endpoint = `http://${container.getHost()}:${container.getMappedPort(2428)}`;
}
const settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'none', secretAccessKey: 'none' } };

test('a chat of its own takes a message', async () => {
  const begun = await new ConnectClient(settings).send(new StartChatContactCommand({
    InstanceId: '11111111-1111-1111-1111-111111111111', ContactFlowId: 'flow', ParticipantDetails: { DisplayName: 'Ann' },
  }));
  const chat = new participant.ConnectParticipantClient(settings);
  const { ConnectionCredentials: { ConnectionToken } } = await chat.send(new participant.CreateParticipantConnectionCommand({
    ParticipantToken: begun.ParticipantToken, Type: ['CONNECTION_CREDENTIALS'],
  }));
  await chat.send(new participant.SendMessageCommand({ ConnectionToken, ContentType: 'text/plain', Content: 'Hello' }));
  const { Transcript } = await chat.send(new participant.GetTranscriptCommand({ ConnectionToken }));
  assert.ok(Transcript.some((item) => item.Content === 'Hello'));
});
