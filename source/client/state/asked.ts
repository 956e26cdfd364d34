/** Something that is fetched when it is looked at. */
export type Asked<Value> =
	| {readonly phase: 'asked'}
	| {readonly phase: 'there'; readonly value: Value}
	| {readonly phase: 'failed'; readonly reason: string};
