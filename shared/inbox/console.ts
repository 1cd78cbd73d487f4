export const eventStatuses = ["waiting", "done", "ignored", "dead"] as const;
export type EventStatus = (typeof eventStatuses)[number];

/** One thing that LINE told us, as the console lists it. */
export interface EventLine {
  /** LINE's own id of it. */
  readonly eventId: string;
  /** LINE's word for what happened, e.g. `follow`; others than ours come without notice. */
  readonly type: string;
  readonly status: EventStatus;
  readonly occurredAtMs: number;
  readonly receivedAtMs: number;
  /** How often it was worked on. */
  readonly attempts: number;
  /** When it is tried next; of no meaning for what is done, ignored or dead. */
  readonly dueAtMs: number;
  /** Why the last try failed; null where none did. */
  readonly failure: string | null;
}

/** `GET /api/console/inbox?status=dead&before=`: newest first, 50 a page. */
export interface EventPage {
  readonly events: readonly EventLine[];
  /** Pass as `before` for the next page; null at the end. */
  readonly before: string | null;
}

/** `GET /api/console/inbox/{eventId}` */
export interface EventDetails extends EventLine {
  /** What is stored of the event, with LINE ids and tokens blotted out. */
  readonly body: unknown;
  /** The member number of whom it is about; null for guests, groups and nobody. */
  readonly memberId: string | null;
}

/** `GET /api/console/inbox/counts`: how many events of the days that are kept. */
export interface InboxCounts {
  readonly counts: Readonly<Record<EventStatus, number>>;
  /** When the oldest that still waits came; null where none waits. */
  readonly waitingSinceMs: number | null;
}

/** Answer of `POST /api/console/inbox/{eventId}/replay` and of `POST /api/console/inbox/replay`, which takes all dead ones. */
export interface Replayed {
  /** How many wait again. Of very many, a thousand at a time. */
  readonly replayed: number;
}
