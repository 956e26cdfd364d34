import {readFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Agent} from '../../source/agents/agent.js';
import {claude} from '../../source/agents/claude.js';
import {codex} from '../../source/agents/codex.js';
import {gemini} from '../../source/agents/gemini.js';
import {agents} from '../../source/agents/index.js';
import {opencode} from '../../source/agents/opencode.js';

const readers = agents.flatMap(({id, readOutput}) => (readOutput === undefined ? [] : [{id, readOutput}]));

const shown = ({id, readOutput}: Agent, version: string, name: string): readonly string[] =>
	readFileSync(path.join(import.meta.dirname, '..', 'fixtures', id, version, `${name}.jsonl`), 'utf8')
		.trimEnd()
		.split('\n')
		.flatMap(line => readOutput?.(line) ?? []);

const count = ['  1', '  2', '  3', '  4', '  5', '  (5 more lines)'];
const words = ['All done.', 'With **two** lines.'];
const metadata =
	'! Model metadata for `fake` not found. Defaulting to fallback metadata; this can degrade performance and cause issues.';

const recordings: ReadonlyArray<[agent: Agent, version: string, name: string, expected: readonly string[]]> = [
	[
		...([claude, '2.1.329', 'stream'] as const),
		[
			'= Begins: claude-opus-5-5, permission default',
			'I look first.',
			String.raw`> Bash: seq 9; printf "\033[31mred"`,
			...count,
			'> Write: /home/user/checkout/made',
			"! Claude requested permissions to write to /home/user/checkout/made, but you haven't granted it yet.",
			...['> Bash: echo oops >&2; exit 3', '! Exit code 3', '  oops', ...words],
			'! not allowed: Write: /home/user/checkout/made',
			'= Done: 1.9 s, 4 turns, $0.0006',
		],
	],
	[
		...([claude, '2.1.329', 'stream-failed'] as const),
		['= Begins: claude-opus-5-5, permission default', '! API Error: 400 the model says no', '= Failed: 0.7 s, 1 turn'],
	],
	[
		...([codex, '0.169.0', 'stream'] as const),
		[
			'= Begins: conversation 01a1ff32-3264-7d91-8d68-b4118f257ba5',
			...[metadata, 'I look first.'],
			String.raw`> Shell: seq 9; printf \"\\033[31mred\"`,
			...count,
			'> File add: /home/user/checkout/made',
			...['> Shell: echo oops >&2; exit 3', '  oops', '! exit code 3', ...words],
			'= Done: 60 tokens',
		],
	],
	[
		...([codex, '0.169.0', 'stream-failed'] as const),
		['= Begins: conversation 01a1ff32-3bf4-7ce1-bcfc-8d063e883f66', ...[metadata, '! the model says no', '= Failed']],
	],
	[
		...([gemini, '0.61.0', 'stream'] as const),
		[
			...['= Begins: auto', 'I look first.'],
			String.raw`> run_shell_command: seq 9; printf "\033[31mred"`,
			...count,
			...['> write_file: made', '> run_shell_command: echo oops >&2; exit 3', '  oops', '> read_file: /etc/none'],
			'! Path not in workspace: Attempted path "/etc/none" resolves outside the allowed workspace directories: /home/user/checkout or the project temp directory: /home/user/.gemini/tmp/checkout',
			...words,
			'= Done: 3.2 s, 4 tool calls, 90 tokens',
		],
	],
	[
		...([gemini, '0.61.0', 'stream-failed'] as const),
		['= Begins: auto', '! the model says no', '= Failed: 0.0 s, 0 tool calls, 15 tokens'],
	],
	[
		...([opencode, '1.18.33', 'stream'] as const),
		[
			'I look first.',
			String.raw`> bash: seq 9; printf "\033[31mred"`,
			...count,
			...['> write: /home/user/checkout/made', '  Wrote file successfully.'],
			...['> bash: echo oops >&2; exit 3', '  oops', '> read: /etc/none', '! File not found: /etc/none', ...words],
			'= Done: 15 tokens',
		],
	],
	[...([opencode, '1.18.33', 'stream-failed'] as const), ['! the model says no']],
];

for (const [agent, version, name, expected] of recordings) {
	test(`what ${agent.label} ${version} printed reads well: ${name}`, () => {
		expect(shown(agent, version, name)).toEqual(expected);
	});
}

const claudeSays = (content: unknown) => JSON.stringify({type: 'assistant', message: {content: [content]}});
const claudeGot = (content: unknown) =>
	JSON.stringify({type: 'user', message: {content: [{type: 'tool_result', content}]}});

const lines: ReadonlyArray<[title: string, line: string, expected: readonly string[]]> = [
	['a line that is no JSON is shown as it is', 'npm warn old lockfile', ['npm warn old lockfile']],
	['so is one that was cut off', '{"type":"assistant","mess', ['{"type":"assistant","mess']],
	['so is an event that nobody knows', '{"type":"new","a":1}', ['{"type":"new","a":1}']],
	['an empty line stays one', '', ['']],
	['colours and other sequences are taken away', '\u001B[31mred\u001B[0m\u0007', ['red']],
	['what the agent says keeps its lines', claudeSays({type: 'text', text: 'a\n\n\tb\n'}), ['a', '', '    b']],
	['what it thinks is not shown', claudeSays({type: 'thinking', thinking: 'hm'}), []],
	[
		'a tool with an input that says nothing by a known name shows all of it',
		claudeSays({type: 'tool_use', name: 'T', input: {a: 1}}),
		['> T: {"a":1}'],
	],
	['a tool without an input is only named', claudeSays({type: 'tool_use', name: 'T', input: {}}), ['> T']],
	['a result in parts is shown', claudeGot([{type: 'text', text: 'a'}, {type: 'image'}]), ['  a', '  (image)']],
	['a result with nothing in it is none', claudeGot('  \n'), []],
	['a result keeps what its lines begin with', claudeGot('if:\n    go'), ['  if:', '      go']],
	[
		'a run that ends for its own limits says so',
		'{"type":"result","subtype":"error_max_turns","is_error":true,"num_turns":9}',
		['! error_max_turns', '= Failed: 9 turns'],
	],
];

for (const [title, line, expected] of lines) {
	test(title, () => {
		expect(claude.readOutput?.(line)).toEqual(expected);
	});
}

test('a line of any length comes in pieces that take no character apart', () => {
	const pieces = claude.readOutput?.(claudeSays({type: 'text', text: `a${'😀'.repeat(100_000)}`})) ?? [];

	expect(Math.max(...pieces.map(({length}) => length))).toBeLessThanOrEqual(2000);
	expect(pieces.join('')).toBe(`a${'😀'.repeat(100_000)}`);
});

/** Any text, halves of characters among it; `unit: 'binary'` would take seconds to be made. */
const anyText = fc
	.array(fc.oneof(fc.nat(0xff), fc.nat(0xffff)), {maxLength: 3000})
	.map(codes => String.fromCharCode(...codes));

/** Values where the readers look for them, of any type. */
const anywhere = fc.letrec(tie => ({
	value: fc.oneof({depthSize: 'medium'}, anyText, fc.jsonValue(), tie('object')),
	object: fc.dictionary(
		fc.constantFrom(
			...['type', 'message', 'content', 'text', 'name', 'input', 'item', 'part', 'state', 'output', 'error', 'data'],
			...[
				'status',
				'role',
				'subtype',
				'is_error',
				'result',
				'permission_denials',
				'changes',
				'usage',
				'stats',
				'command',
			],
			...['aggregated_output', 'exit_code', 'tool', 'tool_name', 'parameters', 'duration_ms', 'total_cost_usd'],
		),
		fc.oneof(
			fc.constantFrom(
				...['assistant', 'user', 'result', 'text', 'tool_use', 'tool_result', 'item.completed', 'command_execution'],
				...['agent_message', 'file_change', 'turn.failed', 'message', 'error', 'step_finish', 'system', 'init'],
			),
			tie('value'),
			fc.array(tie('value'), {maxLength: 3}),
		),
	),
}));

for (const {id, readOutput} of readers) {
	test(`whatever ${id} prints, nothing is thrown, and no control character or endless line comes out`, () => {
		const anyLine = fc.oneof(
			anyText,
			anywhere.object.map(value => JSON.stringify(value)),
		);
		fc.assert(
			fc.property(anyLine, line => {
				const said = readOutput(line);
				return said.every(text => text.length <= 2000 && !/[\u0000-\u001F\u007F-\u009F]/.test(text));
			}),
			{numRuns: 500},
		);
	});
}
