// The window that a page opened. It carries messages between that page and the program it was served by, keeps no
// token, and answers the one origin that spoke first.
"use strict";
(() => {
  const page = window.opener;
  const element = (id) => document.getElementById(id);
  const tell = (text) => { element("status").textContent = text; };
  let origin = ""; // of the page; set once
  let ticket = "";
  let paired = false;
  const asking = new Map(); // what ends a question at the terminal, by its contact

  async function ask(path, body, signal) {
    try {
      const answer = await fetch(path, {
        signal, method: "POST", headers: { "Content-Type": "application/json" }, credentials: "omit", cache: "no-store",
        referrerPolicy: "no-referrer", redirect: "error", body: JSON.stringify(body),
      });
      return await answer.json();
    } catch {
      return { refused: signal?.aborted ? signal.reason : "gone" };
    }
  }

  // Each kind of message has its fields. Nothing else of a message is passed on.
  const kinds = {
    pair: ["proof"],
    offer: ["chat", "contact", "region", "token", "expires"],
    renew: ["chat", "contact", "region", "token", "expires"],
  };

  async function hello(message) {
    const answer = await ask("/hello", { origin, nonce: message.nonce, again: message.again === true });
    ticket = answer.ticket || "";
    delete answer.ticket;
    if (answer.refused) tell(refusals[answer.refused] || refusals.other);
    return answer;
  }

  async function pass(message) {
    const body = { ticket, origin };
    for (const field of kinds[message.say]) body[field] = String(message[field] ?? "");
    const call = new AbortController();
    if (message.say === "offer") {
      tell("attache asks in the terminal whether to open this chat…");
      asking.set(body.contact, call);
    }
    const answer = await ask("/" + message.say, body, call.signal);
    if (asking.get(body.contact) === call) asking.delete(body.contact);
    if (answer.refused) {
      tell(refusals[answer.refused] || refusals.other);
    } else if (message.say === "pair") {
      paired = true;
      beat();
      element("again").hidden = false;
      tell("Connected with " + origin + ".");
    } else {
      tell("attache has the chat. Its token was renewed at " + new Date().toLocaleTimeString() + ".");
    }
    return answer;
  }

  // withdraw ends the question about a chat, or about all.
  function withdraw(contact, why = "back") {
    asking.forEach((call, about) => { if (!contact || about === contact) call.abort(why); });
  }

  // A page that is frozen takes nothing back and answers no ping. Pings are counted, not minutes: a machine may sleep.
  let unanswered = 0;
  let awake = false; // the page has answered a ping; one of an older version never does
  function beat() {
    if (awake && unanswered >= 3) withdraw("", "asleep");
    unanswered++;
    page.postMessage({ attache: 1, id: "", say: "ping" }, origin);
  }
  setInterval(() => { if (paired && !page.closed) beat(); }, 30 * 1000);

  const refusals = {
    back: "The page has taken the chat back.",
    asleep: "The page does not answer: your browser has put it to sleep. Click on it, and offer the chat again.",
    gone: "attache does not answer: it has ended. Close this window, and run 'attache pair' again.",
    origin: "attache takes chats from https pages only.",
    code: "The page has another code than attache. Copy it again from the terminal.",
    used: "This code was used. Press 'Pair another page' in the window of the other page, or run 'attache pair' again.",
    old: "This code is too old. Run 'attache pair' again.",
    page: "attache does not know this page any more. Run 'attache pair' again.",
    tries: "Too many wrong codes. Run 'attache pair' again.",
    ticket: "Another window has taken the place of this one. Close it.",
    chat: "The chat was not opened in the terminal.",
    ended: "The token of the chat ended before you answered in the terminal.",
    late: "You did not answer in the terminal in time.",
    busy: "attache cannot take another chat now. Leave it, or run 'attache pair' in another terminal and open the page in another tab.",
    other: "attache could not use what the page sent.",
  };

  async function showCode() {
    const answer = await ask("/code", { ticket });
    element("code").hidden = !answer.code;
    element("code").textContent = answer.code || "";
    tell(answer.code ? "Paste this into the page that takes the place of this one:" : refusals[answer.refused] || refusals.other);
  }

  addEventListener("message", async (event) => {
    const message = event.data;
    if (!page || event.source !== page || !message || message.attache !== 1 || typeof message.id !== "string") return;
    if (origin === "" && message.say === "hello") {
      origin = event.origin;
      page.postMessage({ attache: 1, id: message.id, ...await hello(message) }, origin);
    } else if (event.origin === origin && message.say === "pong") {
      awake = true;
      unanswered = 0;
    } else if (event.origin === origin && message.say === "withdraw") {
      withdraw(message.contact);
    } else if (event.origin === origin && ticket && Object.hasOwn(kinds, message.say)) {
      page.postMessage({ attache: 1, id: message.id, ...await pass(message) }, origin);
    }
  });

  addEventListener("DOMContentLoaded", () => {
    element("again").addEventListener("click", showCode);
    if (!page) {
      tell("The page that opened this window cannot speak to it. Close it, and use 'Copy for attache' in the page.");
      element("hint").hidden = true;
    }
  });

  const watch = setInterval(() => {
    if (!page || !page.closed) return;
    clearInterval(watch);
    withdraw();
    element("hint").hidden = true;
    tell("The page has closed: attache keeps the chat, until its token ends.");
    if (paired) showCode();
  }, 1000);
})();
