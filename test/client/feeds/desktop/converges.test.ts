import fc from 'fast-check';
import {test} from 'vitest';
import {eventually} from '../../../helpers/eventually.js';
import {extent} from '../../../helpers/extent.js';
import {expectSame, followDesktop} from './follow-desktop.js';
import {happening} from './happenings.js';
import {startOf} from './start.js';

test('whatever happens and whatever is lost, the picture becomes what the server has', {timeout: 120_000}, async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(happening, {minLength: 1, maxLength: 40}), async happenings => {
			const {server, store, stop} = await followDesktop(startOf(3));
			for (const {happen} of happenings) {
				await happen(server);
			}

			// What is lost of the live channel stays lost; only requests are answered again.
			server.refuseWith503(0);
			await eventually(async () => expectSame(store, server));
			await stop();
		}),
		{numRuns: extent(20, 200)},
	);
});
