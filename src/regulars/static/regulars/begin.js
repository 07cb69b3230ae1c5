// Sharpens the guesses of the first visit with what only the browser knows. All of it stays
// editable, and a choice that a person has touched is left alone.
const form = document.querySelector("form[data-places]");
const touched = new Set();
form?.addEventListener("change", (event) => touched.add(event.target.name));

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const select = form?.elements.time_zone;
if (select && form.dataset.places === "guessed" && zone && zone !== "UTC") {
  const option = [...select.options].find((one) => one.value === zone);
  if (option && !touched.has("time_zone")) select.value = zone;
}
