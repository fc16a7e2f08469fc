// The same on a page that has Amazon Connect Streams already.
(() => {
  if (!window.connect || !connect.agent) { alert("This page has no Amazon Connect Streams."); return; }
  const box = document.body.appendChild(document.createElement("section"));
  box.setAttribute("aria-label", "attache");
  box.style.cssText = "position:fixed;top:1rem;right:1rem;z-index:2147483647;max-width:28rem;padding:1rem;background:#fff;color:#111;border:1px solid #888;font:14px sans-serif";
  const [status, field, list, close] = ["p", "input", "ul", "button"].map((name) => box.appendChild(document.createElement(name)));
  const say = (text) => { status.textContent = text; };
  const handover = attacheHandover();
  field.type = "password";
  field.autocomplete = "off";
  field.setAttribute("aria-label", "Code of attache pair");
  field.addEventListener("change", () => {
    say(handover.pair(field.value) ? "Click 'Open in attache' beside a chat." : "This is no code of 'attache pair'. Copy all of it.");
    field.value = "";
  });
  close.textContent = "Close";
  close.addEventListener("click", () => box.remove());
  say("Paste the code that 'attache pair' shows, and press enter.");
  attacheWatch(list, handover, say);
})();
