(function () {
  "use strict";

  // [threshold, emission] of every era, in rao, as the model states them.
  const eras = "ERAS".map(([threshold, emission]) => [BigInt(threshold), BigInt(emission)]);
  const lastTime = BigInt("LAST_TIME");
  const perDay = 86400n * 1000n;
  const tao = 1000000000n;
  const most = 1n << 64n;

  // Division of BigInt drops the fraction towards zero; the divisor is positive everywhere here.
  const ceil = (a, b) => a / b + (a % b > 0n ? 1n : 0n);

  /* Every coming halving. All values are BigInt: rao, blocks, seconds; the block time in
     milliseconds. Amounts are counted in fractions of a rao with the denominator perDay, so that
     nothing is rounded before the last step. What never happens has blocks null. */
  function project(start) {
    const recycled = start.recycledPerDay * start.blockTime;
    let issuance = start.issuance * perDay;
    let blocks = 0n;
    let era = 0;
    while (era + 1 < eras.length && start.issuance >= eras[era + 1][0]) era += 1;
    const halvings = [];
    for (; era + 1 < eras.length; era += 1) {
      const gain = eras[era][1] * perDay - recycled;
      if (blocks !== null && gain > 0n) {
        const passed = ceil(eras[era + 1][0] * perDay - issuance, gain);
        issuance += passed * gain;
        blocks += passed;
      } else {
        blocks = null;
      }
      halvings.push({
        era: era + 1,
        threshold: eras[era + 1][0],
        emission: eras[era + 1][1],
        blocks,
        firstBlock: blocks === null ? null : start.block + blocks + 1n,
        unixTime: blocks === null ? null : start.unixTime + (blocks * start.blockTime) / 1000n,
      });
    }
    return halvings;
  }

  /* Rao of a decimal amount of TAO, or null if the text is none. */
  function rao(text) {
    const match = /^([0-9][0-9_, ]{0,30})(?:\.([0-9]{1,9}))?$/.exec(text.trim());
    if (!match) return null;
    const whole = BigInt(match[1].replace(/[_, ]/g, ""));
    const amount = whole * tao + BigInt((match[2] || "").padEnd(9, "0"));
    return amount < most ? amount : null;
  }

  /* A natural number within limits, or null. */
  function natural(text, low, high) {
    const bare = text.trim().replace(/[_, ]/g, "");
    if (!/^[0-9]{1,19}$/.test(bare)) return null;
    const value = BigInt(bare);
    return value >= low && value <= high ? value : null;
  }

  /* Seconds since 1970 of a date as YYYY-MM-DD with or without HH:MM, in UTC, or null. */
  function moment(text) {
    const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2}))?$/.exec(text.trim());
    if (!match) return null;
    const [year, month, day, hour, minute] = match.slice(1).map((part) => Number(part || 0));
    const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
    const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60;
    return same ? BigInt(date.getTime() / 1000) : null;
  }

  function day(unixTime) {
    if (unixTime === null) return "never";
    if (unixTime > lastTime) return "after 9999";
    return new Date(Number(unixTime) * 1000).toISOString().slice(0, 10);
  }

  function amount(value) {
    const part = (value % tao).toString().padStart(9, "0").replace(/0+$/, "");
    return grouped(value / tao) + (part ? "." + part : "");
  }

  function grouped(value) {
    return value.toString().replace(/\B(?=(\d{3})+$)/g, ",");
  }

  function read(form) {
    const start = {
      issuance: rao(form.issuance.value),
      recycledPerDay: rao(form.recycled.value),
      block: natural(form.block.value, 0n, 1n << 63n),
      unixTime: moment(form.date.value),
      blockTime: natural(form.blocktime.value, 1n, perDay),
    };
    const inputs = [form.issuance, form.recycled, form.block, form.date, form.blocktime];
    Object.values(start).forEach((value, at) =>
      inputs[at].setAttribute("aria-invalid", String(value === null))
    );
    return Object.values(start).includes(null) ? null : start;
  }

  function show(form, body, note) {
    const start = read(form);
    if (start === null) {
      note.textContent = "One of the values is not a number, an amount of TAO or a date in this form.";
      return;
    }
    // Once one halving never comes, no later one does: the first of them speaks for all.
    const all = project(start);
    const reached = all.filter((item) => item.blocks !== null).length;
    const halvings = all.slice(0, reached + 1);
    body.replaceChildren(
      ...halvings.map((item) => {
        const row = document.createElement("tr");
        [
          String(item.era),
          amount(item.threshold) + " TAO",
          amount(item.emission) + " TAO",
          item.blocks === null ? "never" : grouped(item.blocks),
          item.firstBlock === null ? "never" : grouped(item.firstBlock),
          day(item.unixTime),
        ].forEach((text) => {
          const cell = document.createElement("td");
          cell.className = "num";
          cell.textContent = text;
          row.append(cell);
        });
        return row;
      })
    );
    const next = halvings[0];
    note.textContent =
      next === undefined
        ? "There is no halving left: this issuance has passed the last one."
        : next.blocks === null
          ? "At this pace the next halving never comes: as much is recycled as is minted."
          : `Next halving: block ${grouped(next.firstBlock)}, ${day(next.unixTime)}.`;
  }

  if (typeof document === "undefined") {
    module.exports = { project, rao, natural, moment, day, amount };
    return;
  }
  const form = document.getElementById("pace");
  const body = document.getElementById("answer");
  const note = document.getElementById("next");
  document.getElementById("interactive").hidden = false;
  form.addEventListener("input", () => show(form, body, note));
  form.addEventListener("submit", (event) => event.preventDefault());
  show(form, body, note);
})();
