// The words as typed go into the links of the channels; the channel that was opened is the one
// that "How did it go?" asks about. Without this the form does both, a press later.

const LONGEST_LINK = 2000; // rules/one_tap.py

function encoded(words) {
  return encodeURIComponent(words.replace(/\r?\n/g, "\r\n")).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-words]")) return;
  const form = event.target.form;
  const carried = document.querySelector("[data-carried]"); // to the page where a mail is written
  if (carried) carried.value = event.target.value;
  let isTooLong = false;
  for (const link of form.querySelectorAll("a[data-before]")) {
    const whole = link.dataset.before + encoded(event.target.value);
    const fits = whole.length <= LONGEST_LINK;
    link.href = fits ? whole : link.dataset.before;
    isTooLong ||= !fits;
  }
  form.querySelector("[data-too-long]").hidden = !isTooLong;
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-channel]");
  const radio = link?.closest("form").querySelector(`[name="channel"][value="${link.dataset.channel}"]`);
  if (radio) radio.checked = true;
});
