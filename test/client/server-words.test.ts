import {expect, test} from 'vitest';
import {serverWordings} from '../../source/client/select/server.js';
import {desktopName, productName} from '../../source/protocol/health.js';

const ours = {name: productName, version: '1.2.3', capabilities: []};
const desktop = {name: desktopName, version: undefined, capabilities: []};

const rows: ReadonlyArray<[url: string, of: typeof ours | typeof desktop, wordings: readonly string[]]> = [
	['http://127.0.0.1:4567', ours, ['maestro-tui 1.2.3 at :4567', 'maestro-tui at :4567', ':4567']],
	[
		'https://box.example:4567',
		ours,
		['maestro-tui 1.2.3 at box.example:4567', 'maestro-tui at box.example:4567', 'box.example:4567'],
	],
	[
		'http://127.0.0.1:2357',
		desktop,
		['Maestro desktop at 127.0.0.1:2357', 'Maestro desktop at :2357', 'desktop :2357', 'desktop'],
	],
	[
		'http://localhost:2357',
		desktop,
		['Maestro desktop at localhost:2357', 'Maestro desktop at :2357', 'desktop :2357', 'desktop'],
	],
	[
		'https://maestro.example',
		desktop,
		['Maestro desktop at maestro.example', 'Maestro desktop at maestro.example', 'desktop maestro.example', 'desktop'],
	],
];

for (const [url, of, wordings] of rows) {
	test(`${of.name} at ${url} is called by as many words as there is room for`, () => {
		expect(serverWordings({...of, url})).toEqual(wordings);
	});
}
