import {expect, test} from 'vitest';
import {scopes} from '../../source/keymap/index.js';
import {furnish} from '../helpers/furnish.js';
import {whereInstalled} from '../helpers/require.js';
import {notOnTheWay, stops} from '../helpers/stops/index.js';
import {type Look, openTour} from '../helpers/tour.js';

const sizes = [
	[40, 10],
	[80, 24],
	[200, 50],
] as const;

const looks: ReadonlyArray<readonly [name: string, environment: Look['environment']]> = [
	['in colour', {}],
	['with NO_COLOR', {NO_COLOR: '1'}],
	['in ASCII', {LC_ALL: 'C'}],
];

/** Each size and each look once; all nine of them with MAESTRO_EVERY_LOOK=1. */
const isShort = process.env.MAESTRO_EVERY_LOOK !== '1';

const ways = sizes.flatMap(([columns, rows], size) =>
	looks
		.filter((_, look) => !isShort || look === (size + 2) % looks.length)
		.map(([name, environment]) => ({title: `${columns} × ${rows} ${name}`, look: {columns, rows, environment}})),
);

whereInstalled('tmux')('in a real terminal', () => {
	for (const {title, look} of ways) {
		test(`every key of the table does what it says, in ${title}`, async () => {
			const world = await furnish();
			const first = await openTour(world, look);
			await first.press('offer.decline');
			await first.hides('as a project?');
			await first.press('app.leave');

			// UPDATE_SCREENS=1 draws docs/screens anew.
			const pictures = process.env.UPDATE_SCREENS === '1' && title === '80 × 24 in colour';
			const tour = await openTour(world, look, {pictures});
			for (const {title: stop, visit} of stops) {
				await visit(tour, world).catch(async (error: Error) => {
					throw new Error(`${stop}, ${[...tour.pressed].at(-1)}: ${error.message}\n${await tour.leaves(/./)}`, {
						cause: error,
					});
				});
			}

			const pressed = [...first.pressed, ...tour.pressed, ...Object.keys(notOnTheWay)];
			// There is no room for a pane beside the list in a small terminal.
			const mayMiss = look.rows < 20 ? /^(?:pane|preview)\./ : /^$/;
			expect(
				scopes
					.flatMap(({bindings}) => bindings.map(({id}) => id))
					.filter(id => !pressed.includes(id) && !mayMiss.test(id)),
			).toEqual([]);
		});
	}
});
