import {expect, test} from 'vitest';
import {parseWords} from '../../source/cli/parse.js';
import {MaestroError} from '../../source/domain/errors.js';

const command = {
	name: 'task add',
	flags: {
		project: {type: 'string', help: ''},
		file: {type: 'string', help: ''},
		clientVersion: {type: 'string', help: ''},
		limit: {type: 'number', help: ''},
		active: {type: 'boolean', help: ''},
		doorbell: {type: 'boolean', isNegated: true, help: ''},
		priority: {type: 'string', help: '', choices: ['low', 'high']},
	},
} as const;

const read = (...words: readonly string[]) => {
	const {input, extras, flags} = parseWords(command, words);
	const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
	return {input, extras, flags: given};
};

const rows: ReadonlyArray<[words: readonly string[], expected: Partial<ReturnType<typeof read>>]> = [
	[[], {input: [], extras: [], flags: {}}],
	[['Mend', 'the door'], {input: ['Mend', 'the door']}],
	[['--project', 'Demo', 'T'], {input: ['T'], flags: {project: 'Demo'}}],
	[['--project=Demo', 'T'], {input: ['T'], flags: {project: 'Demo'}}],
	[['--client-version', '2.1.329'], {flags: {clientVersion: '2.1.329'}}],
	[['--limit', '5'], {flags: {limit: 5}}],
	[['--active', 'T'], {input: ['T'], flags: {active: true}}],
	[['--no-doorbell'], {flags: {doorbell: false}}],
	[['--json', '--server', 'http://h:1'], {flags: {json: true, server: 'http://h:1'}}],
	[['--help'], {flags: {help: true}}],
	[['-h'], {flags: {help: true}}],
	[['--file', '-'], {flags: {file: '-'}, input: []}],
	[['--file', '-', 'T'], {flags: {file: '-'}, input: ['T']}],
	[['-'], {input: ['-']}],
	[['T', '--', '--json', '--', 'x'], {input: ['T'], extras: ['--json', '--', 'x'], flags: {}}],
	[['007'], {input: ['007']}],
	[['--project', '007'], {flags: {project: '007'}}],
	[['--project', 'true'], {flags: {project: 'true'}}],
	[['--priority', 'high'], {flags: {priority: 'high'}}],
	[['--project=a=b'], {flags: {project: 'a=b'}}],
	[[`--project=${'x'.repeat(5000)}`], {flags: {project: 'x'.repeat(5000)}}],
];

for (const [words, expected] of rows) {
	test(`${JSON.stringify(words).slice(0, 60)} is read as it stands`, () => {
		expect(read(...words)).toMatchObject(expected);
	});
}

const refused: ReadonlyArray<[words: readonly string[], message: RegExp]> = [
	[['--colour', 'red'], /has no --colour; see: maestro task add --help/],
	[['-x'], /has no/],
	[['--limit', 'many'], /--limit takes a whole number; see: maestro task add --help/],
	[['--limit'], /--limit takes a whole number/],
	[['--limit', '1.5'], /--limit takes a whole number/],
	[['--project'], /--project takes one value/],
	[['--project='], /--project takes one value/],
	[['--project', 'a', '--project', 'b'], /--project can only be set once. See: maestro task add --help/],
	[['--limit', '1', '--limit', '2'], /--limit can only be set once/],
	[['--project', '--', 'x'], /--project takes one value/],
	[['--priority', 'urgent'], /--priority: expected one of low, high; got "urgent"/],
	[['--no-project'], /--project/],
	[['--__proto__', 'x'], /has no --/],
	[['--constructor', 'x'], /has no --constructor/],
];

for (const [words, message] of refused) {
	test(`${JSON.stringify(words)} is refused with what to do`, () => {
		expect(() => read(...words)).toThrow(MaestroError);
		expect(() => read(...words)).toThrow(message);
	});
}
