// Epochs in a row: each reads the bonds and permits that the one before it left.

import { runEpoch } from "./epoch.js";

export function runEpochs(fork, { start, steps }) {
  const epochs = [];
  let state = start;
  for (const { shown, ...changes } of steps) {
    const stated = Object.entries(changes).filter(([, value]) => value !== null);
    const { answer, left } = runEpoch(fork, { ...state, ...Object.fromEntries(stated) });
    if (shown !== false) epochs.push(answer);
    state = { ...state, ...Object.fromEntries(stated), ...left };
  }
  return { epochs };
}
