import type {FrontMatterMember, LineProblem} from '../../domain/front-matter.js';
import {nearTo} from '../../domain/near.js';
import {permissions} from '../../domain/permission.js';
import {taskStatuses} from '../../domain/task.js';

type Value = FrontMatterMember['value'];

type Reader<T> = {
	/** What a value has to be. */
	readonly expected: string;
	/** `undefined` for a value that is not so. */
	readonly read: (value: Value) => T | undefined;
};

const line = (longest: number): Reader<string> => ({
	expected: `1 to ${longest} characters`,
	read: value => (typeof value === 'string' && value !== '' && value.length <= longest ? value : undefined),
});

const oneOf = <const Choice extends string>(choices: readonly Choice[]): Reader<Choice> => ({
	expected: `one of ${choices.join(', ')}`,
	read: value => choices.find(choice => choice === value),
});

const flags: Reader<readonly string[]> = {
	expected: 'a list of at most 50 arguments of up to 4096 characters, such as [--model, opus]',
	read: value =>
		typeof value !== 'string' && value.length <= 50 && value.every(flag => flag !== '' && flag.length <= 4096)
			? value
			: undefined,
};

const readers = {
	description: line(200),
	label: line(60),
	agent: line(64),
	flags,
	headless: oneOf(['true', 'false']),
	permission: oneOf(permissions),
	'at-end': oneOf(['keep', 'close']),
	'task-status': oneOf(taskStatuses),
} as const;

export type MemberName = keyof typeof readers;
export type Members = {readonly [Member in MemberName]?: NonNullable<ReturnType<(typeof readers)[Member]['read']>>};

export const memberNames = Object.keys(readers) as readonly MemberName[];

/**
Reads what stands above the text of a mode file.
*/
export const readMembers = (
	members: readonly FrontMatterMember[],
): {readonly given: Members; readonly refused: readonly LineProblem[]} => {
	const read = members.map(({name, value, line}) => {
		const reader: Reader<unknown> | undefined = isName(name) ? readers[name] : undefined;
		if (reader === undefined) {
			const [near] = nearTo(name, memberNames);
			const advice = near === undefined ? `there are ${memberNames.join(', ')}` : `did you mean ${near}?`;
			return {refused: {line, text: `${name} is no member of a mode; ${advice}`}};
		}

		const result = reader.read(value);
		return result === undefined
			? {refused: {line, text: `${name}: expected ${reader.expected}, got ${JSON.stringify(value).slice(0, 100)}`}}
			: {pair: [name, result] as const};
	});
	return {
		// Each value was read by the reader of its name.
		given: Object.fromEntries(read.flatMap(({pair}) => (pair === undefined ? [] : [pair]))) as Members,
		refused: read.flatMap(({refused}) => (refused === undefined ? [] : [refused])),
	};
};

const isName = (name: string): name is MemberName => Object.hasOwn(readers, name);
