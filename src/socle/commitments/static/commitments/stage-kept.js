// What a witness noted and the site does not have yet, on this phone, one list for each meeting.

const key = (event) => `socle-stage-${event}`;

export function notesOf(event) {
  try {
    return JSON.parse(localStorage.getItem(key(event))) ?? [];
  } catch {
    return [];
  }
}

// Whether this phone keeps it.
export function keepNotes(event, notes) {
  try {
    if (notes.length) localStorage.setItem(key(event), JSON.stringify(notes));
    else localStorage.removeItem(key(event));
    return true;
  } catch {
    return false;
  }
}

export const putNote = (event, note) => keepNotes(event, [...notesOf(event).filter((each) => each.id !== note.id), note]);

export const dropNote = (event, id) => keepNotes(event, notesOf(event).filter((each) => each.id !== id));

// Where an address is not safe, a browser has no randomUUID.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
