// Sharpens the guesses of the first visit with the browser's clock, and lets currency and zone
// follow the country. All of it stays editable; what a person has touched is left alone.
//
// data-places: "open" where no country is known (the clock says which), "named" where the browser
// names one (the clock only chooses among its zones), "settled" where a person has chosen.
const form = document.querySelector("form[data-places]");
const { country, currency, time_zone: zone } = form.elements;
const touched = new Set();
const zoneNamed = (name) =>
  [...zone.options].find((one) => [one.value, ...(one.dataset.also ?? "").split(" ")].includes(name));

function follow() {
  const { currency: money, zone: clock } = country.selectedOptions[0].dataset;
  if (money && !touched.has("currency")) currency.value = money;
  const isThere = zone.selectedOptions[0]?.dataset.country === country.value;
  if (clock && !isThere && !touched.has("time_zone")) zone.value = clock;
}

const here = zoneNamed(Intl.DateTimeFormat().resolvedOptions().timeZone);
if (here?.dataset.country && form.dataset.places === "open") {
  zone.value = here.value;
  country.value = here.dataset.country;
  follow();
} else if (here?.dataset.country === country.value && form.dataset.places === "named") {
  zone.value = here.value;
}

form.addEventListener("change", (event) => {
  touched.add(event.target.name);
  if (event.target === country) follow();
});
