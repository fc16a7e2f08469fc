// The page: the contact panel, and the chats of the moment.
"use strict";
(() => {
  const handover = attacheHandover();
  const launched = /^#attache=(.*)$/.exec(location.hash);
  if (launched) {
    history.replaceState(null, "", location.pathname + location.search);
    handover.pair(decodeURIComponent(launched[1]));
  }
  const element = (id) => document.getElementById(id);
  const say = (text) => { element("status").textContent = text; };
  const paired = () => { element("pair").hidden = handover.paired(); };
  paired();
  element("pair").addEventListener("submit", (event) => {
    event.preventDefault();
    const taken = handover.pair(element("code").value);
    element("code").value = "";
    say(taken ? "Click 'Open in attache' beside a chat." : "This is no code of 'attache pair'. Copy all of it.");
    paired();
  });
  element("again").addEventListener("click", () => { element("pair").hidden = false; element("code").focus(); });
  connect.core.initCCP(element("panel"), { ccpUrl: document.querySelector("meta[name=ccp-url]").content, loginPopup: true });
  attacheWatch(element("chats"), handover, say);
})();
