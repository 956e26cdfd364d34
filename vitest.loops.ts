/**
Tests that kill, open or print again and again. They take minutes together, so they are run by `npm run test:long`, which CI does
as well, and not by `npm test`.
*/
export const loops: readonly string[] = [
	'test/dispatch/headless-kills.test.ts',
	'test/dispatch/headless-many.test.ts',
	'test/dispatch/spawned/prompts-killed.test.ts',
	'test/dispatch/work-trees/killed.test.ts',
	'test/journeys/follow-a-log.test.ts',
	'test/journeys/kill-dispatch.test.ts',
	'test/journeys/kill-server.test.ts',
	'test/journeys/real-windows.test.ts',
	'test/journeys/slow-line.test.ts',
	'test/journeys/watch-inbox.test.ts',
	'test/server/inbox-model.test.ts',
	'test/tmux/opening.test.ts',
	'test/zellij/opening.test.ts',
];
