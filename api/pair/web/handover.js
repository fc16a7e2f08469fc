// Hands chats over to attache, which runs on this machine. The code and the key made from it stay in this function's
// memory. A token goes to one window only, after that window has proved that it knows the code.
"use strict";
function attacheHandover() {
  const bytes = (text) => new TextEncoder().encode(text);
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (b) => b.toString(16).padStart(2, "0")).join("");
  const random = () => hex(crypto.getRandomValues(new Uint8Array(16)));
  let port = "";
  let key = null; // raw bytes: the code, and once paired the key made from it
  let again = false;
  let popup = null;
  let line = null; // a promise of the open window, proved
  let waiting = new Map(); // answers by the id of their question
  const opened = new Map(); // chats that attache has, by contact
  const asked = new Set(); // contacts of chats about which it asks in the terminal

  async function mac(...texts) {
    const k = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return crypto.subtle.sign("HMAC", k, bytes(["attache pair 1", ...texts].join("\n")));
  }

  const target = () => "http://127.0.0.1:" + port;

  addEventListener("message", (event) => {
    const message = event.data;
    if (!popup || event.source !== popup || event.origin !== target() || !message || message.attache !== 1) return;
    if (message.say === "ping") return popup.postMessage({ attache: 1, id: random(), say: "pong" }, target());
    const answer = waiting.get(message.id);
    waiting.delete(message.id);
    if (answer) answer(message);
  });

  // withdraw takes an offer back: of all chats, where the page goes away.
  function withdraw(contact) {
    if (popup) popup.postMessage({ attache: 1, id: random(), say: "withdraw", contact }, target());
  }
  addEventListener("pagehide", () => withdraw(""));

  // ask resolves with the window's answer. A greeting is repeated: nobody tells when the window has loaded.
  function ask(message, seconds, repeat) {
    const id = random();
    return new Promise((resolve) => {
      const send = () => popup.postMessage({ attache: 1, id, ...message }, target());
      const timer = repeat && setInterval(() => popup.closed ? end({ refused: "closed" }) : send(), 200);
      const late = setTimeout(() => end({ refused: "silent" }), seconds * 1000);
      const end = (answer) => { clearInterval(timer); clearTimeout(late); waiting.delete(id); resolve(answer); };
      waiting.set(id, end);
      send();
    });
  }

  async function connect() {
    const theirs = random();
    const hello = await ask({ say: "hello", nonce: theirs, again }, 15, true);
    if (hello.refused) return hello.refused;
    const about = [port, location.origin, theirs, String(hello.nonce)];
    if (hello.proof !== hex(await mac("attache", ...about))) return "proof";
    const answer = await ask({ say: "pair", proof: hex(await mac("page", ...about)) }, 15);
    if (answer.refused) return answer.refused;
    if (!again) key = new Uint8Array(await mac("key", ...about));
    again = true;
    return "";
  }

  const refusals = {
    pasted: "Paste the code that 'attache pair' shows first.",
    blocked: "The browser blocked the window. Allow it for this page, and click again.",
    closed: "The window has closed, or this page may not speak to it. Click again, or use 'Copy for attache'.",
    silent: "The window does not answer. Use 'Copy for attache' instead.",
    proof: "No token was sent: what answers there is not attache, or has another code. Copy the code again.",
    used: "No token was sent: this code was used. Run 'attache pair' again, and paste the new one.",
    old: "No token was sent: this code is too old. Run 'attache pair' again.",
    asleep: "Your browser had put this page to sleep: the chat was not opened. Click again.",
    back: "The chat has ended, or this page went away: it was not opened.",
    ended: "The token of this chat ended before you answered in the terminal. Click again.",
    late: "You did not answer in the terminal in time. Click again.",
    chat: "The chat was not opened in the terminal.",
    busy: "attache cannot take another chat now. Leave it, or run 'attache pair' in another terminal and open this page in another tab.",
    gone: "attache has ended. Run 'attache pair' again, and paste the new code.",
  };
  const because = (why) => refusals[why] || "attache refused: " + why + ". Run 'attache pair' again.";

  // read takes what Streams answers: its participantToken is a connection token.
  async function read(chat) {
    const answer = await chat.token();
    const transport = answer.chatTokenTransport || answer;
    if (!transport.participantToken) throw new Error("Amazon Connect gave no token for this chat.");
    const expires = new Date(transport.expiry);
    return { token: transport.participantToken, expires: isNaN(expires) ? "" : expires.toISOString() };
  }

  // renewAt is well before the end: four fifths of what is left, and an hour where nobody said when it ends.
  function renewAt(expires) {
    const left = expires ? new Date(expires) - Date.now() : 75 * 60 * 1000;
    return Math.min(Math.max(left * 0.8, 1000), 0x7fffffff);
  }

  // againAt is soon, and once more before the end where there is time for that.
  function againAt(expires) {
    const left = expires ? new Date(expires) - Date.now() : 0;
    return left > 1000 ? Math.min(left / 2, 60 * 1000) : 60 * 1000;
  }

  // final are the refusals that another try does not change.
  const final = ["chat", "ticket", "page", "origin", "region", "contact"];

  function renewLater(chat, expires, changed, after = renewAt(expires)) {
    clearTimeout(opened.get(chat.contact));
    opened.set(chat.contact, setTimeout(async () => {
      const again = (why) => {
        changed(why + " This page tries again to renew the token.");
        if (opened.has(chat.contact)) renewLater(chat, expires, changed, againAt(expires));
      };
      try {
        if (!popup || popup.closed) return changed("The window is closed: click 'Open in attache' again before the token ends.");
        const token = await read(chat);
        const answer = await ask({ say: "renew", chat: chat.name, contact: chat.contact, region: chat.region, ...token }, 30);
        if (final.includes(answer.refused)) return changed(because(answer.refused));
        if (answer.refused) return again("attache did not answer.");
        changed("attache has a fresh token.");
        renewLater(chat, token.expires, changed);
      } catch (error) {
        again(error.message);
      }
    }, after));
  }

  return {
    // pair takes what a person pasted, and reports whether it may be a code.
    pair(text) {
      const parts = /^\s*([0-9]{1,5})-([A-Z2-7]{26})\s*$/.exec(text);
      if (!parts) return false;
      if (popup && !popup.closed) popup.close();
      opened.forEach((timer) => clearTimeout(timer)); // the attache before has no way to this page any more
      opened.clear();
      port = parts[1]; key = bytes(parts[2]); again = false; popup = null; line = null;
      return true;
    },
    paired: () => key !== null,
    // open hands a chat over: {contact, name, region, token: async () => what Streams answers}. It has to be called from a
    // click, and tells by changed what becomes of it.
    async open(chat, changed) {
      if (!key) return changed(refusals.pasted);
      if (!popup || popup.closed) {
        line = null;
        popup = window.open(target() + "/", "_blank", "popup,width=480,height=340");
        if (!popup) return changed(refusals.blocked);
      }
      changed("Opening…");
      line = line || connect();
      const why = await line;
      if (why) {
        line = null;
        popup.close();
        return changed(because(why));
      }
      try {
        const token = await read(chat);
        changed("Say yes in the terminal, if attache asks.");
        asked.add(chat.contact);
        const answer = await ask({ say: "offer", chat: chat.name, contact: chat.contact, region: chat.region, ...token }, 630);
        asked.delete(chat.contact);
        if (answer.refused) return changed(because(answer.refused));
        changed("Open in attache.");
        renewLater(chat, token.expires, changed);
      } catch (error) {
        changed(error.message);
      }
    },
    // keep hears which chats there are: one that has ended is neither offered nor renewed any more.
    keep(contacts) {
      asked.forEach((contact) => { if (!contacts.has(contact)) withdraw(contact); });
      opened.forEach((timer, contact) => {
        if (contacts.has(contact)) return;
        clearTimeout(timer);
        opened.delete(contact);
      });
    },
    // copy puts the chat into the clipboard, for the hidden prompt of attache.
    async copy(chat, changed) {
      try {
        const { token, expires } = await read(chat);
        await navigator.clipboard.writeText(JSON.stringify({
          contactId: chat.contact, region: chat.region, chatTokenTransport: { participantToken: token, ...expires && { expiry: expires } },
        }));
        changed("Copied. Paste it where attache asks for the token.");
      } catch (error) {
        changed(error.message);
      }
    },
  };
}

// attacheChats lists the chats that Streams knows and that go on. A queue's name may hold signs that nobody sees.
function attacheChats(agent) {
  const profile = agent.getConfiguration().routingProfile;
  const region = String(profile.routingProfileARN || profile.routingProfileId || "").split(":")[3] || "";
  const over = ["ended", "missed", "rejected", "error"];
  return agent.getContacts("chat").filter((contact) => contact.getAgentConnection() && !over.includes(contact.getState().type)).map((contact) => ({
    contact: contact.getContactId(), region, name: String((contact.getQueue() || {}).name || "").replace(/[\p{Cc}\p{Cf}]/gu, ""),
    token: () => contact.getAgentConnection().getConnectionToken(),
  }));
}

// attacheWatch keeps the list as the chats of the moment are.
function attacheWatch(list, handover, say) {
  connect.agent((agent) => {
    let shown = "";
    const look = () => {
      const chats = attacheChats(agent);
      const now = JSON.stringify(chats);
      if (now !== shown) attacheList(list, chats, handover, say);
      shown = now;
      handover.keep(new Set(chats.map((chat) => chat.contact)));
    };
    look();
    agent.onRefresh(look);
  });
}

// attacheList draws a line for each chat, with its two buttons.
function attacheList(list, chats, handover, say) {
  const button = (text, act) => {
    const b = document.createElement("button");
    b.type = "button";
    b.textContent = text;
    b.addEventListener("click", act);
    return b;
  };
  list.replaceChildren(...chats.map((chat) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = (chat.name ? chat.name + " · " : "") + chat.contact;
    item.append(name, " ", button("Open in attache", () => handover.open(chat, say)), " ", button("Copy for attache", () => handover.copy(chat, say)));
    return item;
  }));
  if (chats.length === 0) list.textContent = "You have no chat at the moment.";
}
