import {MaestroError} from '../../domain/errors.js';
import type {Hold, HoldDecision} from '../../domain/hold.js';
import {cleanLine, cleanText} from '../../domain/text.js';
import {decideHold, listHolds, listTemplates} from '../../protocol/messages.js';
import {type Context, command, type Result} from '../command.js';
import {flow, paragraph} from '../layout.js';
import {ago} from '../table.js';

export const messageHolds = command({
	name: 'message holds',
	usage: '',
	summary: 'List the sessions that wrote to each other so much that you have to decide, and what you decided',
	flags: {},
	async run({call, columns}) {
		const holds = await call(listHolds);
		const now = Date.now();
		const text = holds.map(({id, between: [a, b], count, since, decision}) =>
			flow(
				[id, decision ?? 'open', `between ${a}`, `and ${b}`, `${count} messages`, `${ago(since, now)} ago`],
				columns,
			),
		);
		const hint = holds.some(({decision}) => decision === undefined)
			? ['', 'maestro message allow ID delivers what waits; maestro message stop ID lets it fail']
			: [];
		return {value: holds, text: holds.length === 0 ? 'Nothing is held' : [...text.flat(), ...hint].join('\n')};
	},
});

const decide = async ({call, input}: Context, verb: string, decision: HoldDecision): Promise<Result> => {
	const [id, ...more] = input;
	if (id === undefined || more.length > 0) {
		throw new MaestroError(
			'malformed',
			`Expected one hold: maestro message ${verb} ID; maestro message holds shows the ids`,
		);
	}

	const hold = await call(decideHold, {params: {id}, body: {decision}});
	return {value: hold, text: outcome[decision](hold)};
};

const outcome: Record<HoldDecision, (hold: Hold) => string> = {
	allowed: ({id, between: [a, b]}) => `${id}: ${a} and ${b} go on, and what waited is delivered`,
	stopped: ({id, between: [a, b]}) =>
		`${id}: what waited between ${a} and ${b} has failed, and they cannot write to each other`,
};

export const messageAllow = command({
	name: 'message allow',
	usage: 'HOLD',
	summary: 'Let two sessions that are held write to each other again',
	flags: {},
	run: async context => decide(context, 'allow', 'allowed'),
});

export const messageStop = command({
	name: 'message stop',
	usage: 'HOLD',
	summary: 'Keep two sessions that are held from writing to each other',
	flags: {},
	run: async context => decide(context, 'stop', 'stopped'),
});

export const messageTemplates = command({
	name: 'message templates',
	usage: '',
	summary: 'List the words that are kept to be written often',
	flags: {},
	async run({call, columns}) {
		const templates = await call(listTemplates);
		const text = templates.map(({id, label, text, type, priority, source, problem}) => {
			const head = [
				id,
				label,
				...(type === undefined ? [] : [type]),
				...(priority === undefined ? [] : [`${priority} priority`]),
				source,
			];
			return [...flow(head.map(cleanLine), columns), ...paragraph(cleanText(problem ?? text), columns)].join('\n');
		});
		return {value: templates, text: templates.length === 0 ? 'No templates' : text.join('\n\n')};
	},
});
