import {MaestroError} from '../../domain/errors.js';
import {exportFormats, exportMessages, messageStats, searchMessages} from '../../protocol/messages.js';
import {command, textOf} from '../command.js';
import {listing} from '../message-text.js';
import {filterFlags, filterOf, projectIdOf, sinceOf} from '../messages.js';
import {createSaveFile} from '../save-file.js';
import {statistics} from '../statistics.js';

export const messageSearch = command({
	name: 'message search',
	usage: 'TEXT [--with ID] [--status S] [--since 2d] [--limit N] …',
	summary: 'Find messages by their words, who wrote them and what became of them',
	flags: {
		...filterFlags,
		limit: {type: 'number', placeholder: 'N', help: 'The newest that many; 100 unless given, 1000 at most'},
	},
	async run(context) {
		const filter = await filterOf(context);
		if (Object.values(filter).every(value => value === undefined)) {
			throw new MaestroError('malformed', 'What is looked for? maestro message search TEXT, or one of its flags');
		}

		const {call, flags, columns} = context;
		const limit = typeof flags.limit === 'number' ? flags.limit : undefined;
		const found = await call(searchMessages, {query: {...filter, limit}});
		const more = found.hasMore ? '\n\nOlder ones fit, too: narrow the search, or raise --limit' : '';
		const list = listing(found.messages, {now: Date.now(), columns});
		return {value: found, text: found.messages.length === 0 ? 'No messages' : list + more};
	},
});

export const messageExport = command({
	name: 'message export',
	usage: '[TEXT] [--format json|markdown] [--output FILE] [--with ID] [--since 2d] …',
	summary: 'Write messages out as JSON or as Markdown, oldest first',
	flags: {
		...filterFlags,
		format: {type: 'string', placeholder: 'F', choices: exportFormats, help: 'json unless given'},
		output: {type: 'string', placeholder: 'FILE', help: 'Write them to a file that nobody else can read'},
	},
	async run(context) {
		// The choices of a flag were checked when it was read.
		const format = (textOf(context, 'format') ?? 'json') as (typeof exportFormats)[number];
		const filter = await filterOf(context);
		const {text, ...exported} = await context.call(exportMessages, {query: {...filter, format}});
		const output = textOf(context, 'output');
		if (output === undefined || output === '-') {
			return {value: {...exported, text}, text: text.trimEnd()};
		}

		const file = await createSaveFile(context.directory)(output, text, {replaces: true});
		const many = `${exported.count} ${exported.count === 1 ? 'message' : 'messages'}`;
		return {value: {...exported, output: file}, text: `Wrote ${many} to ${file}`};
	},
});

export const messageStatistics = command({
	name: 'message stats',
	usage: '[--since 7d] [--project P]',
	summary: 'Tell how many messages there were, what became of them and how long that took',
	flags: {project: filterFlags.project, since: filterFlags.since},
	async run(context) {
		const since = sinceOf(context);
		const stats = await context.call(messageStats, {query: {since, projectId: await projectIdOf(context)}});
		return {value: stats, text: statistics(stats, {since, columns: context.columns})};
	},
});
