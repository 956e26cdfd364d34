/** How an answer or a frame here differs from the recorded one. */
export type Difference = {
	/** `member`: one that was recorded is missing; `extra`: one is there that was not recorded. */
	readonly kind: 'status' | 'code' | 'member' | 'extra' | 'type' | 'value' | 'event' | 'grouping';
	/** `timeline[].message`; of a frame with the event in front: `session:updated.timeline[].message`. */
	readonly at: string;
	readonly recorded: unknown;
	readonly here: unknown;
};

/** One difference in a word or two, as a table of expected ones has it. */
export const tell = ({kind, at}: Difference): string => `${kind} ${at}`;

/** How a value differs from the recorded one. Times, ids that were made and addresses of servers are alike. */
export const differences = (recorded: unknown, here: unknown, at = ''): readonly Difference[] => {
	if (typeOf(recorded) !== typeOf(here)) {
		return [{kind: here === undefined ? 'member' : 'type', at, recorded, here}];
	}

	if (Array.isArray(recorded) && Array.isArray(here)) {
		return ofLists(recorded, here, at);
	}

	if (typeOf(recorded) === 'object') {
		return ofObjects(recorded as Members, here as Members, at);
	}

	const isAlike = at.endsWith('uptime') || isOmitted(recorded) || plain(recorded) === plain(here);
	return isAlike ? [] : [{kind: 'value', at, recorded, here}];
};

/** Texts of its authors were left out of the recordings. */
const isOmitted = (recorded: unknown): boolean =>
	typeof recorded === 'string' && /^\(.*upstream.* omitted\)$/.test(recorded);

type Members = Readonly<Record<string, unknown>>;

const ofLists = (recorded: readonly unknown[], here: readonly unknown[], at: string): readonly Difference[] => {
	const within = recorded.slice(0, here.length).flatMap((item, index) => differences(item, here[index], `${at}[]`));
	const length: readonly Difference[] =
		recorded.length === here.length
			? []
			: [{kind: here.length === 0 ? 'member' : 'value', at: `${at}[]`, recorded: recorded.length, here: here.length}];
	return once([...length, ...within]);
};

const ofObjects = (recorded: Members, here: Members, at: string): readonly Difference[] => {
	const below = (name: string): string => (at === '' ? name : `${at}.${name}`);
	const extra = Object.keys(here).filter(name => here[name] !== undefined && !(name in recorded));
	return [
		...Object.entries(recorded).flatMap(([name, value]) => differences(value, here[name], below(name))),
		...extra.map((name): Difference => ({kind: 'extra', at: below(name), recorded: undefined, here: here[name]})),
	];
};

/** Items of a list differ alike, and one of them is told. */
const once = (all: readonly Difference[]): readonly Difference[] => [
	...new Map(all.map(difference => [tell(difference), difference])).values(),
];

const typeOf = (value: unknown): string => {
	if (value === null) {
		return 'null';
	}

	return Array.isArray(value) ? 'array' : typeof value;
};

const firstTime = 1_000_000_000_000;

/** A value without what is another one each time. */
const plain = (value: unknown): unknown => {
	if (typeof value === 'number') {
		return value >= firstTime ? 'a time' : value;
	}

	return typeof value === 'string'
		? value
				.replaceAll(/\b(proj|task|sess|evt|doc|sp|tm|team|task_list|mp)_\d+_[a-z0-9]+\b/g, '$1_')
				.replaceAll(/\bevt-\d+/g, 'evt_')
				.replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'a uuid')
				.replaceAll(/\bhuddle_[0-9a-f]{12}\b/g, 'huddle_')
				.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a time')
				.replaceAll(/^maestro\/[a-z0-9-]+-[a-z0-9]{4}$/g, 'a branch')
				.replaceAll(/^[0-9a-f]{40}$/g, 'a commit')
				.replaceAll(/http:\/\/(localhost|127\.0\.0\.1):\d+/g, 'a server')
		: value;
};
