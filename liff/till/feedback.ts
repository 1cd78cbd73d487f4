import { signal } from "@preact/signals";
import { recall, remember } from "./memory.ts";

/*
 * What a cashier hears and feels without looking. Sounds are made here, so there is no file to wait for.
 */

const KEY = "goen.till.sound";

export const soundOn = signal(recall(KEY) !== "off");

export function chooseSound(on: boolean): void {
  soundOn.value = on;
  remember(KEY, on ? null : "off");
  if (on) good();
}

let audio: AudioContext | null = null;

/** Browsers make a page silent until somebody touched it; every touch is as good as the first. */
export function unlockSoundOnTouch(): void {
  const unlock = (): void => {
    audio ??= "AudioContext" in window ? new AudioContext() : null;
    if (audio?.state === "suspended") void audio.resume().catch(() => {});
  };
  document.addEventListener("pointerdown", unlock, { capture: true, passive: true });
  document.addEventListener("keydown", unlock, { capture: true, passive: true });
}

/** A code was read. */
export function noticed(): void {
  play([{ hertz: 1320, atMs: 0, lengthMs: 60 }], "sine");
  vibrate([30]);
}

/** Something is done: two notes upwards. */
export function good(): void {
  const notes = [
    { hertz: 880, atMs: 0, lengthMs: 90 },
    { hertz: 1318, atMs: 90, lengthMs: 170 },
  ];
  play(notes, "sine");
  vibrate([60]);
}

/** Something was refused: two low ones, unlike any good sound also on a poor loudspeaker. */
export function bad(): void {
  const notes = [
    { hertz: 196, atMs: 0, lengthMs: 140 },
    { hertz: 156, atMs: 190, lengthMs: 260 },
  ];
  play(notes, "square");
  vibrate([120, 80, 120]);
}

interface Note {
  readonly hertz: number;
  readonly atMs: number;
  readonly lengthMs: number;
}

function play(notes: readonly Note[], type: OscillatorType): void {
  if (!soundOn.value || audio?.state !== "running") return;
  for (const note of notes) {
    const start = audio.currentTime + note.atMs / 1000;
    const end = start + note.lengthMs / 1000;
    const oscillator = new OscillatorNode(audio, { type, frequency: note.hertz });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(type === "square" ? 0.12 : 0.3, start + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.001, end);
    oscillator.connect(volume).connect(audio.destination);
    oscillator.start(start);
    oscillator.stop(end);
  }
}

/**
 * Not every device can; those that can refuse it before the first touch, with a warning and nothing worse.
 */
function vibrate(pattern: number[]): void {
  if (soundOn.value && "vibrate" in navigator) navigator.vibrate(pattern);
}
