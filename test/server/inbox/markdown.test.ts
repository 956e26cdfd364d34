import fc from 'fast-check';
import {expect, test} from 'vitest';
import {cleanText} from '../../../source/domain/text.js';
import {writeMarkdown} from '../../../source/server/inbox/markdown.js';
import {message} from '../../helpers/builders.js';

const at = Date.UTC(2025, 10, 21, 12);
const nameOf = (id: string) => (id === 's-1' ? 'Mend *the* door' : undefined);

test('messages are written by thread, each with who, when, how it fared and its words', async () => {
	const text = await writeMarkdown(
		[
			message({
				...{id: 'm-1', createdAt: at, message: 'Please review\nthe door', status: 'read'},
				...{deliveredAt: at + 5000, readAt: at + 9000, delivery: {via: 'hook Stop', attempts: 2}},
				metadata: {type: 'request', priority: 'high', requiresAck: true, taskId: 'T-1'},
			}),
			message({id: 'm-2', createdAt: at + 1000, message: 'Other', hold: 'hold_1_a'}),
			message({
				...{id: 'm-3', from: 'operator', to: 's-1', createdAt: at + 2000, message: 'Fine', status: 'failed'},
				...{
					metadata: {replyTo: 'm-1', threadId: 'm-1'},
					delivery: {attempts: 0, lastError: 'its receiver was removed'},
				},
			}),
		],
		nameOf,
	);

	expect(text).toBe(
		[
			'# Messages',
			'3 messages in 2 threads.',
			'## Please review the door',
			'**Mend \\*the\\* door (`s-1`) → `operator`**',
			[
				'- 2025-11-21 12:00:00 UTC, `m-1`',
				'- request, high priority, asks for an answer, about `T-1`',
				'- read, delivered 2025-11-21 12:00:05 UTC, by hook Stop, read 2025-11-21 12:00:09 UTC, 2 attempts',
			].join('\n'),
			'```text\nPlease review\nthe door\n```',
			'**`operator` → Mend \\*the\\* door (`s-1`)**',
			[
				'- 2025-11-21 12:00:02 UTC, `m-3`',
				'- message, medium priority, answers `m-1`',
				'- failed, its receiver was removed',
			].join('\n'),
			'```text\nFine\n```',
			'## Other',
			'**Mend \\*the\\* door (`s-1`) → `operator`**',
			[
				'- 2025-11-21 12:00:01 UTC, `m-2`',
				'- message, medium priority',
				'- held by `hold_1_a` until the operator decides',
			].join('\n'),
			'```text\nOther\n```\n',
		].join('\n\n'),
	);
});

/** What a reader of CommonMark takes for the blocks behind fences, and what is outside of them. */
const parts = (markdown: string) => {
	const blocks: string[] = [];
	const outside: string[] = [];
	let open: {readonly fence: string; readonly lines: string[]} | undefined;
	for (const line of markdown.split('\n')) {
		const ticks = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
		if (open === undefined && ticks !== undefined) {
			open = {fence: ticks, lines: []};
		} else if (open === undefined) {
			outside.push(line);
		} else if (ticks?.startsWith(open.fence) === true && line.trim() === ticks) {
			blocks.push(open.lines.join('\n'));
			open = undefined;
		} else {
			open.lines.push(line);
		}
	}

	return {blocks, outside, isOpen: open !== undefined};
};

test('no words leave their block, and none make another heading', async () => {
	const words = fc
		.array(fc.constantFrom('```', '````', '~~~', '\n', '# x', '> ', '<!--', '</pre>', '- ', '---', 'a', '    ', '`'), {
			minLength: 1,
		})
		.map(pieces => cleanText(pieces.join('')));
	await fc.assert(
		fc.asyncProperty(fc.array(words, {minLength: 1, maxLength: 5}), async texts => {
			const markdown = await writeMarkdown(
				texts.map((text, index) => message({id: `m-${index}`, message: text})),
				() => '## <b>`x`\n# y',
			);

			const {blocks, outside, isOpen} = parts(markdown);

			expect(isOpen).toBe(false);
			expect(blocks).toEqual(texts);
			expect(outside.filter(line => line.startsWith('#'))).toHaveLength(texts.length + 1);
			expect(outside.filter(line => /(?<!\\)[<>]/.test(line))).toEqual([]);
		}),
	);
});
