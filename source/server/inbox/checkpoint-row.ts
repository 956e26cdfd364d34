import type {Message} from '../../domain/message.js';

/** A message with all its members named, be they there or not, so that none that is added is forgotten here. */
type Whole = {readonly [Name in keyof Required<Message>]: Message[Name]};

/** The names for whoever reads a checkpoint, in the order in which a row has their values. */
export const columns = [
	'id',
	'order',
	'from',
	'to',
	'message',
	'status',
	'createdAt',
	'deliveredAt',
	'readAt',
	'expiresAt',
	'metadata',
	'delivery',
	'hold',
] as const satisfies ReadonlyArray<keyof Message>;

type Values<Names extends ReadonlyArray<keyof Message>> = {
	readonly [Index in keyof Names]: Exclude<Message[Names[Index]], undefined> | WhereMissing<Message[Names[Index]]>;
};
type WhereMissing<Value> = undefined extends Value ? null : never;

/** A message without the names of its members, which are half of its text. What it has not is `null`. */
export type Row = Values<typeof columns>;

export const rowOf = (message: Message): Row => [
	message.id,
	message.order,
	message.from,
	message.to,
	message.message,
	message.status,
	message.createdAt,
	message.deliveredAt ?? null,
	message.readAt ?? null,
	message.expiresAt ?? null,
	message.metadata ?? null,
	message.delivery ?? null,
	message.hold ?? null,
];

/** The message of a row; `idOf` answers the one string that an id of a party has. */
export const messageOf = (row: Row, idOf: (party: string) => string): Message => {
	const [id, order, from, to, message, status, createdAt, deliveredAt, readAt, expiresAt, metadata, delivery, hold] =
		row;
	const whole: Whole = {
		id,
		order,
		from: idOf(from),
		to: idOf(to),
		message,
		status,
		createdAt,
		deliveredAt: deliveredAt ?? undefined,
		readAt: readAt ?? undefined,
		expiresAt: expiresAt ?? undefined,
		metadata: metadata ?? undefined,
		delivery: delivery ?? undefined,
		hold: hold ?? undefined,
	};
	return whole;
};
