// Three chats are listed, one is opened, its token is renewed twice, and the page is closed and opened again. Then
// the bookmarklet on a page of somebody else, and what must not happen: a wrong code, a used one, an opener that is
// cut, a question that outlives its chat or its page.
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:https";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import puppeteer from "puppeteer-core";

const here = dirname(fileURLToPath(import.meta.url));
const program = process.argv[2];
const pictures = process.env.PICTURES;
const life = 8; // seconds of a token
const children = [];
let failed = 0;

function check(what, is) {
  console.log((is ? "ok   " : "FAIL ") + what);
  if (!is) failed++;
}
async function until(what, is, seconds = 120) { // it only ends a hang
  for (let i = 0; i < seconds * 10; i++) {
    if (await is()) return check(what, true);
    await new Promise((r) => setTimeout(r, 100));
  }
  check(what, false);
}
function start(command, args) {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, TERM: "xterm-256color" } });
  child.said = "";
  child.stdout.on("data", (data) => { child.said += data; });
  children.push(child);
  return child;
}
// attache in a terminal of its own.
const terminal = (...args) => start("script", ["-qfec", "stty cols 100 rows 30; " + [program, ...args].map((a) => `'${a}'`).join(" "), "/dev/null"]);
const plain = (child) => child.said.replace(/\x1b\[[0-9;?]*[a-zA-Z]/g, "");

// The service, and the page.
const emulator = start(program, ["emulate", "--json", "--fault", `token-life=${life}s`]);
await until("the emulator listens", () => emulator.said.includes("\n"));
const service = JSON.parse(emulator.said);
const www = join(here, "www");
await new Promise((done) => start(program, ["pair", "--page", www]).on("exit", done));
const hash = (file) => createHash("sha384").update(readFileSync(file)).digest("base64");
check("the page holds the build of Streams that npm has", hash(join(www, "connect-streams-min.js")) === hash(join(here, "node_modules/amazon-connect-streams/release/connect-streams-min.js")));

let tokens = [];
async function token() {
  const answer = await fetch(service.AWS_ENDPOINT_URL_CONNECTPARTICIPANT + "/participant/connection", {
    method: "POST", headers: { "x-amz-bearer": service.ATTACHE_PARTICIPANT_TOKEN, "Content-Type": "application/json" }, body: JSON.stringify({ Type: ["CONNECTION_CREDENTIALS"] }),
  });
  const { ConnectionCredentials: c } = await answer.json();
  tokens.push(c.ConnectionToken);
  return { chatTokenTransport: { participantToken: c.ConnectionToken, expiry: c.Expiry } };
}

// The panel of a contact centre, as far as Streams needs one: it tells of the agent's chats and gives tokens.
const contact = (id, queue) => ({
  contactId: id, type: "chat", state: { type: "connected", timestamp: new Date() }, queue: { name: queue, queueARN: "q" }, initiationMethod: "api", attributes: {},
  connections: [{ connectionId: "agent-" + id, contactId: id, type: "agent", initial: false, state: { type: "connected" }, chatMediaInfo: {}, quickConnectName: null, address: null, endpoint: null },
    { connectionId: "guest-" + id, contactId: id, type: "inbound", initial: true, state: { type: "connected" }, chatMediaInfo: {}, endpoint: { phoneNumber: null, type: "chat", name: "guest" } }],
});
let agent = {
  snapshot: { state: { name: "Available", type: "routable", startTimestamp: new Date() }, contacts: [contact("contact-1", "Billing"), contact("contact-2", "Claims"), contact("contact-3", "\u202eSales")], skew: 0 },
  configuration: { name: "Ada", username: "ada", permissions: [], agentStates: [], softphoneEnabled: false, routingProfile: { name: "Basic", routingProfileId: "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555/routing-profile/p", channelConcurrencyMap: { CHAT: 10 }, queues: [] } },
};
const panel = `<!doctype html><script>
  const up = (event, data) => parent.postMessage({ event, data }, "https://desk.example");
  addEventListener("message", async ({ data: m, origin }) => {
    if (origin !== "https://desk.example" || !m) return;
    if (m.event === "synchronize") up("acknowledge", { id: "port" });
    if (m.event === "api_request") {
      const answer = m.data.method === "createTransport" ? await (await fetch("/token", { method: "POST" })).json() : {};
      up("api_response", { event: "api_response", requestId: m.data.requestId, data: answer, err: null });
    }
  });
  up("acknowledge", { id: "port" });
  setInterval(async () => up("agent::update", await (await fetch("/agent")).json()), 500);
</script>`;
let headers = {};
// A page that is put to sleep while attache asks: the window counts the pings that it does not answer. The window runs
// here, with a clock that is moved by hand.
async function asleep(answers) {
  const heard = [], ticks = [], calls = [];
  let receive;
  const page = { closed: false, postMessage: (message) => heard.push(message) };
  const element = { addEventListener() {} };
  runInNewContext(readFileSync("api/pair/web/window.js", "utf8"), {
    window: { opener: page }, document: { getElementById: () => element }, AbortController, Map, Object, String, Date, JSON,
    addEventListener: (kind, act) => { if (kind === "message") receive = act; },
    setInterval: (act, every) => { if (every === 30000) ticks.push(act); }, clearInterval() {},
    fetch: (path, { signal }) => path === "/offer"
      ? new Promise((_, refuse) => { calls.push(path); signal.addEventListener("abort", () => refuse(signal.reason)); })
      : Promise.resolve({ json: async () => ({ ticket: "t" }) }),
  });
  const say = (message) => receive({ source: page, origin: "https://desk.example", data: { attache: 1, ...message } });
  await say({ id: "1", say: "hello" });
  await say({ id: "2", say: "pair" });
  if (answers) await say({ id: "3", say: "pong" });
  const offer = say({ id: "4", say: "offer", contact: "c" });
  for (let i = 0; i < 20; i++) ticks.forEach((tick) => tick());
  await Promise.race([offer, new Promise((r) => setTimeout(r, 200))]);
  return calls.length === 1 && heard.some((m) => m.say === "ping") && heard.find((m) => m.id === "4")?.refused;
}
check("a question of a page that sleeps ends", await asleep(true) === "asleep");
check("one of an older page, which answers no ping, stands", await asleep(false) === undefined);

const server = createServer({ key: readFileSync(join(here, "key.pem")), cert: readFileSync(join(here, "cert.pem")) }, async (request, response) => {
  const kinds = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
  if (request.headers.host === "ccp.example") {
    const answer = { "/token": token, "/agent": () => agent }[request.url];
    response.setHeader("Content-Type", answer ? "application/json" : "text/html; charset=utf-8");
    return response.end(answer ? JSON.stringify(await answer()) : panel);
  }
  if (request.url === "/own.html") { // a desk that has Streams, and nothing of attache
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    return response.end(`<!doctype html><title>Our desk</title><h1>Our desk</h1><div id="ours" style="width:320px;height:400px"></div>
      <script src="connect-streams-min.js"></script><script>connect.core.initCCP(document.getElementById("ours"), { ccpUrl: "https://ccp.example/" });</script>`);
  }
  const name = request.url === "/" ? "index.html" : request.url.slice(1).split("?")[0];
  try {
    const file = name === "chat.js" ? join(here, "node_modules/amazon-connect-chatjs/dist/amazon-connect-chat.js") : join(www, name);
    let text = readFileSync(file, "utf8").replace("https://INSTANCE.my.connect.aws/ccp-v2/", "https://ccp.example/");
    if (name === "chats.html") text = readFileSync(join(www, "index.html"), "utf8");
    // Web chat beside the panel, as desks have it that show the chat themselves.
    if (name === "index.html") text = text.replace('<script src="handover.js"', '<script src="chat.js" defer></script>\n<script src="handover.js"');
    response.writeHead(200, { "Content-Type": kinds[name.slice(name.lastIndexOf("."))] || "text/plain", ...headers });
    response.end(text);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, "127.0.0.1");
await new Promise((done) => server.on("listening", done));
const port = server.address().port;

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium", headless: true, acceptInsecureCerts: true, userDataDir: join(here, "profile"),
  args: ["--no-sandbox", "--disable-quic", `--host-resolver-rules=MAP *.example 127.0.0.1:${port}`, `--ip-address-space-overrides=127.0.0.1:${port}=public`],
});
const addresses = []; // every one that a window went to
const faults = [];
browser.on("targetchanged", (target) => addresses.push(target.url()));
browser.on("targetcreated", async (target) => {
  addresses.push(target.url());
  const page = await target.page();
  page?.on("pageerror", (error) => faults.push(error.message));
});

async function open(path = "") {
  const page = await browser.newPage();
  page.on("console", (message) => { if (process.env.VERBOSE) console.log("     " + message.text()); });
  page.on("request", (request) => addresses.push(request.url()));
  await page.goto("https://desk.example/" + path);
  return page;
}
const text = (page, what) => page.$eval(what, (e) => e.textContent);
const status = (page) => text(page, "#status");
async function paste(page, code) {
  if (await page.$eval("#pair", (form) => form.hidden)) await page.click("#again");
  await page.type("#code", code);
  await page.click("#pair button");
}
async function clickFirst(page) {
  await page.bringToFront();
  await page.click("#chats li:first-child button");
}
async function small() {
  for (let i = 0; i < 1200; i++) {
    const found = browser.targets().filter((t) => t.type() === "page" && t.url().startsWith("http://127.0.0.1:"));
    if (found.length > 0) return found[found.length - 1].page();
    await new Promise((r) => setTimeout(r, 100));
  }
  throw new Error("no window");
}
let shot = 0;
async function picture(page, name) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${++shot}-${name}.png`) });
}
// The terminal at the same moment: what attache has written so far, drawn as .ci/pictures draws it.
async function terminalPicture(child, name) {
  if (!pictures) return;
  const [raw, svg] = ["screen", "screen.svg"].map((file) => join(here, file));
  writeFileSync(raw, child.said.replaceAll(/[A-Z2-7]{26}/g, "x".repeat(26)));
  const drawn = spawnSync("go", ["test", "./ui/vt", "-count=1", "-run", "TestARecordingIsDrawn$", "-recording", raw, "-drawn", svg], { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, HOME: process.env.GOHOME } });
  if (drawn.status !== 0) return check("the terminal is drawn", false);
  mkdirSync(pictures, { recursive: true });
  writeFileSync(join(pictures, `${++shot}-${name}.svg`), readFileSync(svg));
  const page = await browser.newPage();
  await page.setViewport({ width: 1000, height: 700 });
  await page.setContent(`<style>body { margin: 0 } svg { width: 1000px; height: auto }</style>${readFileSync(svg, "utf8")}`);
  await (await page.$("svg")).screenshot({ path: join(pictures, `${shot}-${name}.png`) });
  await page.close();
}
const codeOf = (child) => plain(child).match(/[0-9]+-[A-Z2-7]{26}/)?.[0];

try {
  const attache = terminal("pair", "--endpoint-url", service.AWS_ENDPOINT_URL_CONNECTPARTICIPANT, "--log", join(here, "log"));
  await until("attache shows a code", () => codeOf(attache));
  const code = codeOf(attache);

  let page = await open();
  await until("three chats are listed", async () => (await page.$$("#chats li")).length === 3);
  check("their names are made safe", (await text(page, "#chats li:last-child span")) === "Sales · contact-3");
  check("web chat is loaded beside Streams", await page.evaluate(() => typeof connect.ChatSession?.create === "function"));
  await picture(page, "page");

  const wrong = code.slice(0, -26) + "A".repeat(26);
  await paste(page, wrong);
  await clickFirst(page);
  await until("a wrong code: the window proves nothing, and no token is sent", async () => (await status(page)).includes("No token was sent"));
  check("no token was asked for", tokens.length === 0);

  await paste(page, code);
  const began = Date.now();
  await clickFirst(page);
  await until("attache asks", () => plain(attache).includes("Open it? [y/N]"));
  const asked = Date.now() - began;
  check("it names chat and origin", /The page https:\/\/desk\.example hands over chat contact-1 \(Billing\) in us-east-1\./.test(plain(attache)));
  await picture(await small(), "window");
  await terminalPicture(attache, "terminal-asks");
  const said = Date.now();
  attache.stdin.write("y\r");
  await until("the page says that the chat is open", async () => (await status(page)).includes("Open in attache"));
  await until("the chat is there", () => /\.(pdf|png|docx|jpg)/.test(plain(attache)));
  console.log(`     from the click to the question and from yes to the chat: ${asked + Date.now() - said} ms`);
  await until("its links are there", () => plain(attache).includes("live"));
  await terminalPicture(attache, "terminal-chat");

  await until("the token is renewed twice", async () => tokens.length >= 3 && (await status(page)).includes("fresh token"), 20 * life);
  const window = await small();
  check("the window says when", (await status(window)).includes("was renewed at"));
  await new Promise((r) => setTimeout(r, 1000 * life)); // the tokens before are dead now
  const before = attache.said.length;
  attache.stdin.write("r");
  await new Promise((r) => setTimeout(r, 1500));
  check("attache goes on with it, and asks nobody", attache.said.length > before && !/refused the token|token has expired/i.test(plain(attache)));

  await window.setOfflineMode(true);
  await until("a renewal that breaks is told", async () => (await status(page)).includes("tries again"), 20 * life);
  await window.setOfflineMode(false);
  await until("and is tried again", async () => (await status(page)).includes("fresh token"), 20 * life);

  await page.close();
  await until("the window shows another code once the page has closed", async () => /^[0-9]+-[A-Z2-7]{26}$/.test(await text(window, "#code")));
  await picture(window, "window-after-the-page");
  const another = await text(window, "#code");
  page = await open();
  await until("the page is opened again", async () => (await page.$$("#chats li")).length === 3);
  await paste(page, code);
  await clickFirst(page);
  await until("a used code is refused", async () => /No token was sent/.test(await status(page)));
  await paste(page, another);
  const had = tokens.length;
  await clickFirst(page);
  await until("the chat goes on unasked", async () => (await status(page)).includes("Open in attache") && tokens.length > had);
  await until("its token is renewed from the new page", async () => (await status(page)).includes("fresh token"), 20 * life);
  await page.close();
  attache.stdin.write("q");
  await new Promise((r) => setTimeout(r, 500));
  attache.stdin.write("y");

  // The page opened with the code in the fragment, which it takes out at once.
  const second = terminal("pair", "--endpoint-url", service.AWS_ENDPOINT_URL_CONNECTPARTICIPANT, "--pair-origins", "https://desk.example");
  await until("attache shows a code", () => codeOf(second));
  page = await open("#attache=" + codeOf(second));
  check("the fragment is gone", (await page.evaluate(() => location.href + history.length)).startsWith("https://desk.example/") && !(await page.evaluate(() => location.href)).includes("#"));
  await until("its chats are listed", async () => (await page.$$("#chats li")).length === 3);
  const quick = Date.now();
  await clickFirst(page);
  await until("a remembered origin is not asked about", () => /\.(pdf|png|docx|jpg)/.test(plain(second)));
  const took = Date.now() - quick;
  console.log(`     from the click to the chat: ${took} ms`);
  await page.close();
  second.stdin.write("q");

  // The bookmarklet, on a page that has Streams and nothing of attache.
  const printed = start(program, ["pair", "--bookmarklet"]);
  await new Promise((done) => printed.on("exit", done));
  const own = terminal("pair", "--endpoint-url", service.AWS_ENDPOINT_URL_CONNECTPARTICIPANT);
  await until("attache shows a code", () => codeOf(own));
  page = await open("own.html");
  await until("the desk knows its agent", () => page.evaluate(() => connect.agent.initialized));
  await page.evaluate((address) => { location.href = address; }, printed.said.trim());
  const box = "section[aria-label=attache]";
  await until("the bookmarklet lists three chats", async () => (await page.$$(box + " li")).length === 3);
  agent.snapshot.contacts.push(contact("contact-4", "Returns"));
  await until("a chat that begins is listed", async () => (await page.$$(box + " li")).length === 4);
  await page.type(box + " input", codeOf(own));
  await page.keyboard.press("Enter");
  const told = () => text(page, box + " p");
  const questions = () => plain(own).split("Open it? [y/N]").length - 1;
  await picture(page, "bookmarklet");

  // A question ends with its chat, and with its page.
  await page.click(box + " li:last-child button");
  await until("attache asks about the chat", () => questions() === 1);
  agent.snapshot.contacts.pop();
  await until("the chat has ended: the question has, too, and says so", async () => /taken back chat contact-4/.test(plain(own)) && (await told()).includes("The chat has ended"));
  check("it is not listed any more", (await page.$$(box + " li")).length === 3);
  await page.click(box + " li:first-child button");
  await until("attache asks about another", () => questions() === 2);
  own.stdin.write("y\r");
  await until("the bookmarklet's chat is there", () => /\.(pdf|png|docx|jpg)/.test(plain(own)));
  await until("its token is renewed from the bookmarklet", async () => (await told()).includes("fresh token"), 20 * life);
  check("the page answers the pings of the window", await (await small()).evaluate(() => new Promise((done) => {
    addEventListener("message", (event) => { if (event.data.say === "pong") done(true); });
    window.opener.postMessage({ attache: 1, id: "", say: "ping" }, "https://desk.example");
  })));
  await page.click(box + " li:nth-child(2) button");
  await until("the next chat is asked about on the screen", () => /hands over chat contact-2/.test(plain(own)));
  await page.close();
  await until("the page has closed: the question ends and says so", () => /taken back chat contact-2/.test(plain(own)));
  own.stdin.write("q");

  // Where the opener is cut, there is still a paste.
  headers = { "Cross-Origin-Opener-Policy": "same-origin" };
  const third = terminal("pair", "--endpoint-url", service.AWS_ENDPOINT_URL_CONNECTPARTICIPANT, "--plain");
  await until("attache shows a code", () => codeOf(third));
  await browser.defaultBrowserContext().overridePermissions("https://desk.example", ["clipboard-read", "clipboard-sanitized-write"]);
  page = await open();
  await until("its chats are listed", async () => (await page.$$("#chats li")).length === 3);
  await paste(page, codeOf(third));
  const unsent = tokens.length;
  await clickFirst(page);
  await until("a cut opener is told", async () => (await status(page)).includes("Copy for attache"));
  check("no token was asked for", tokens.length === unsent);
  await page.click("#chats li:first-child button:nth-of-type(2)");
  await until("the chat is copied", async () => (await status(page)).includes("Copied"));
  third.stdin.write(await page.evaluate(() => navigator.clipboard.readText()) + "\r");
  await until("the hidden prompt takes it", () => /[0-9]+ files/.test(plain(third)));
  headers = { "Cross-Origin-Opener-Policy": "same-origin-allow-popups" };
  const fourth = terminal("pair", "--endpoint-url", service.AWS_ENDPOINT_URL_CONNECTPARTICIPANT, "--pair-origins", "https://desk.example");
  await until("attache shows a code", () => codeOf(fourth));
  page = await open();
  await until("its chats are listed", async () => (await page.$$("#chats li")).length === 3);
  await paste(page, codeOf(fourth));
  await clickFirst(page);
  await until("an opener policy that allows popups lets it pass", () => /\.(pdf|png|docx|jpg)/.test(plain(fourth)));

  check("a page may not call attache itself", await page.evaluate(async (to) => {
    try { await fetch(to, { method: "POST", body: "{}" }); return false; } catch { return true; }
  }, `http://127.0.0.1:${codeOf(fourth).split("-")[0]}/hello`));
  const window4 = await small();
  const framed = await page.evaluate((to) => new Promise((done) => {
    const frame = document.body.appendChild(document.createElement("iframe"));
    frame.onload = () => { try { done(frame.contentWindow.length === 0 && frame.contentDocument === null); } catch { done(true); } };
    frame.src = to;
  }), window4.url());
  check("a frame around the window stays empty", framed && !page.frames().some((f) => f.url().startsWith("http://127.0.0.1")));

  const secrets = [...tokens, code, another];
  const seen = [...addresses, readFileSync(join(here, "log"), "utf8"), ...[attache, second, own, third, fourth].map((c) => c.said.replaceAll(code, "").replaceAll(another, ""))];
  check("no token and no code is in an address, in the log or on the terminal", !secrets.some((s) => seen.some((line) => line.includes(s))));
  check("no script failed", faults.length === 0 || console.log(faults));
} catch (error) {
  console.log(error);
  failed++;
} finally {
  await browser.close();
  for (const child of children) child.kill();
  server.close();
}
// What Chromium keeps of it all, its history and its caches.
const disk = spawn("grep", ["-raF", ...tokens.flatMap((t) => ["-e", t]), "-c", join(here, "profile")], { stdio: ["ignore", "pipe", "inherit"] });
let kept = "";
disk.stdout.on("data", (data) => { kept += data; });
await new Promise((done) => disk.on("exit", done));
check("no token is on the disk of the browser", !kept.split("\n").some((line) => /:[1-9]/.test(line)));
console.log(failed ? `${failed} failed` : "all is well");
process.exit(failed ? 1 : 0);
