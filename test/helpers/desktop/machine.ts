import {notFound} from './refused.js';
import {type Asked, on, type Route} from './route.js';
import type {AgentLog, World} from './world.js';

/** What lies on the server's machine: transcripts of agents (contract §11), and the work trees of sessions. */
export const machineRoutes = (world: World): readonly Route[] => {
	const logs = world.settings.agentLogs ?? [];

	const logOf = ({query}: Asked): AgentLog => {
		const log = logs.find(({filename}) => filename === query.filename);
		if (log === undefined) {
			throw notFound('Log', query.filename ?? '');
		}

		return log;
	};

	return [
		on('GET /api/agent-logs/list', () =>
			logs.map(({filename, modifiedAt, content, maestroSessionId}) => ({
				...{filename, modifiedAt, size: Buffer.byteLength(content), maestroSessionId},
			})),
		),

		on('GET /api/agent-logs/read', asked => ({content: logOf(asked).content})),

		on('GET /api/agent-logs/tail', asked => {
			const bytes = Buffer.from(logOf(asked).content);
			const content = bytes.subarray(Number(asked.query.offset ?? 0)).toString();
			return {content, newOffset: bytes.length, fileSize: bytes.length};
		}),

		on('GET /api/sessions/:id/git', ({params}) => {
			const {metadata, taskIds} = world.session(params.id ?? '');
			if (metadata?.worktreePath === undefined) {
				return {hasWorktree: false};
			}

			const {worktreeBranch: branch, worktreeBaseCommit: baseCommit} = metadata;
			const nothing = {ahead: 0, behind: 0, dirty: false, filesChanged: 0, insertions: 0, deletions: 0, commitCount: 0};
			return {
				hasWorktree: true,
				summary: {branch, baseBranch: 'main', baseCommit, ...nothing, files: []},
				suggestedPr: {title: world.tasks.get(taskIds[0] ?? '')?.title ?? '', body: ''},
			};
		}),
	];
};
