import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {notReplayed, stepsOfExchange} from '../contracts/desktop-exchanges.js';
import {type Difference, tell} from '../helpers/desktop/differences.js';
import {recordings} from '../helpers/desktop/recordings.js';
import {replay} from '../helpers/desktop/replay.js';
import {differenceRows, differsAnyway} from '../helpers/desktop-differences.js';
import {openRecorded} from '../helpers/recorded-server.js';

/** What takes a WebSocket, or a command line of the real product: no request of its own. */
const testedElsewhere: Readonly<Record<string, string>> = {
	'ws-connect-no-greeting': 'live.test.ts',
	'ws-ping': 'live.test.ts',
	'ws-subscribe': 'live.test.ts',
	'ws-subscribe-filtering': 'live.test.ts',
	'ws-unknown-and-malformed': 'live.test.ts',
	'ws-backpressure': 'live.test.ts',
};

const matches = (pattern: string, name: string): boolean => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);

const rowsOf = (name: string) => differenceRows.filter(({recorded}) => recorded.some(one => matches(one, name)));

/** Ours may say more, also more often, and groups its frames in another way; of an environment nothing is expected. */
const counts = ({kind, at, recorded, here}: Difference): boolean =>
	!(
		kind === 'extra' ||
		kind === 'grouping' ||
		(kind === 'event' && isMore(String(recorded), String(here))) ||
		/(?:^|\.)env(?:\.|$)/.test(at)
	);

/** Of the frames of one event, a word each. */
const isMore = (recorded: string, here: string): boolean =>
	recorded === '' || (here.startsWith(recorded) && here.length > recorded.length);

/** What each exchange showed, for the test at the end. */
const shown = new Map<string, readonly string[]>();

const asked = recordings.filter(({name}) => notReplayed[name] === undefined && testedElsewhere[name] === undefined);

for (const each of asked) {
	const rows = rowsOf(each.name);
	const meant = [...differsAnyway, ...rows.flatMap(({differs}) => differs)];
	test(`${each.name} goes as with the real server${rows.length === 0 ? '' : `, but for: ${rows.map(({what}) => what).join('; ')}`}`, async () => {
		const found = await replay(await openRecorded(each), each, stepsOfExchange(each));

		const differences = found.filter(counts);
		const told = [...new Set(differences.map(tell))];
		shown.set(each.name, told);
		expect(
			told.filter(one => !meant.some(pattern => pattern.test(one))),
			JSON.stringify(differences, undefined, 1),
		).toEqual([]);
	});
}

/** What the real product's command line and hooks may not do for a session, as the table says. */
const refused: readonly string[] = ['cli-coordinator-enable'];

for (const each of asked.filter(({cliCalls = []}) => cliCalls.length > 0)) {
	test(`${each.name}: a session with its own secret is answered as one without any is by the real server`, async () => {
		const found = await replay(await openRecorded(each, {hasOwnSecret: true}), each, stepsOfExchange(each));

		const statuses = found.filter(({kind}) => kind === 'status');
		expect(statuses.map(tell)).toEqual(refused.includes(each.name) ? ['status '] : []);
	});
}

test('every recorded exchange was asked, is tested elsewhere, or is named in the table', () => {
	const rest = recordings.map(({name}) => name).filter(name => !asked.some(each => each.name === name));

	expect(
		rest.filter(name => testedElsewhere[name] === undefined && rowsOf(name).length === 0 && !isOfClient(name)),
	).toEqual([]);
});

/** What the command line of the real product did without asking anything. */
const isOfClient = (name: string): boolean => /^(?:cli-whoami|cli-spawn-after-enable|worktree-agent-cwd)/.test(name);

test('every row of the table is about exchanges that there are, and each difference in it is there', () => {
	const stale = differenceRows.flatMap(({what, recorded, differs}) => {
		const names = recordings.map(({name}) => name).filter(name => recorded.some(one => matches(one, name)));
		const found = names.flatMap(name => shown.get(name) ?? []);
		return [
			...recorded.filter(one => !names.some(name => matches(one, name))),
			...differs.filter(pattern => !found.some(one => pattern.test(one))).map(String),
		].map(one => `${what}: ${one}`);
	});

	expect(stale).toEqual([]);
});

const file = path.join(import.meta.dirname, '..', '..', 'docs', 'differences.md');

const cell = (text: string): string => text.replaceAll('|', '\\|');

const page = `# Where our server is not as the real one

Made of the rows of \`test/helpers/desktop-differences.ts\`, against which every recorded exchange with the real Maestro server is replayed
(\`UPDATE_README=1 npx vitest run test/server/contract.test.ts\` writes it). Everything else that was recorded goes the same way here, in other words
and with more members. What is not in this table and not recorded is not promised.

| with the real server | here | because | recorded |
| --- | --- | --- | --- |
${differenceRows
	.map(({what, here, because, recorded}) =>
		[what, here, because, recorded.map(name => `\`${name}\``).join(' ')].map(cell).join(' | '),
	)
	.map(row => `| ${row} |`)
	.join('\n')}
`;

if (process.env.UPDATE_README === '1') {
	writeFileSync(file, page);
}

test('docs/differences.md shows the table (UPDATE_README=1 writes it)', () => {
	expect(readFileSync(file, 'utf8')).toBe(page);
});
