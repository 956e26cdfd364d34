import {goTo, type Stop, select} from './stop.js';

export const everywhereStops: readonly Stop[] = [
	{
		title: 'the log of a run',
		async visit(tour) {
			const {press, shows, type, hides} = tour;
			await goTo(tour, 'Sessions');
			await select(tour, 'Print');
			await press('session.log');
			await shows('› Log', '0000000200');
			await tour.picture('log');
			await press('log.top');
			await shows('0000000001');
			await press('log.down', 'log.up', 'log.half-down', 'log.half-up');
			await shows('0000000001');
			await press('log.page-down');
			await hides('0000000001');
			await press('log.page-up');
			await shows('0000000001');
			await press('log.bottom');
			await shows('0000000200');
			await press('log.raw', 'log.times', 'log.wrap', 'log.right');
			await hides('0000000200');
			await press('log.left');
			await shows('0000000200');
			await press('log.wrap');
			await press('log.times', 'log.raw', 'log.follow', 'log.follow');
			await press('log.jump');
			await type('50%');
			await press('field.submit');
			await shows(/\b(?:49|50|51) %/);
			await press('log.search');
			await type('0000000150');
			await press('field.submit');
			await shows('0000000150');
			await press('log.next', 'log.previous', 'log.copy');
			await shows(/opied/);
			await press('log.export');
			await shows('.log');
			await press('field.submit');
			await shows(/Wrote all/);
			await press('about.details');
			await shows('› Details');
			await press('screen.back', 'log.back');
			await shows('[Sessions]');
		},
	},
	{
		title: 'the pane beside the list',
		async visit(tour) {
			const {press, shows, hides} = tour;
			await goTo(tour, 'Sessions');
			await select(tour, 'Print');
			if (tour.look.rows < 20) {
				return;
			}

			await press('pane.next');
			await shows('Back to the list');
			await press(
				'preview.up',
				'preview.down',
				'preview.page-up',
				'preview.page-down',
				'preview.right',
				'preview.left',
			);
			await press('preview.top', 'preview.bottom');
			await shows('0000000200');
			await press('pane.previous');
			await hides('Back to the list');
			await press('pane.next', 'preview.leave');
			await hides('Back to the list');
		},
	},
	{
		title: 'the keys, and what is found by its name',
		async visit(tour) {
			const {press, shows, type, hides} = tour;
			await goTo(tour, 'Sessions');
			await select(tour, 'Mend');
			await press('help.open');
			await shows('› Keys');
			await tour.picture('help');
			await press('help.down', 'help.up', 'help.page-down', 'help.page-up', 'help.bottom', 'help.top', 'help.row#2');
			await press('help.filter');
			await type('peek');
			await press('edit.clear');
			await type('asks, or');
			await press('field.submit', 'help.run');
			await shows('› Peek');
			await press('peek.close');
			await hides('› Peek');
			await press('palette.open');
			await shows('› Find');
			await press('palette.down', 'palette.up', 'palette.page-down', 'palette.page-up');
			await type('paint');
			await tour.picture('palette');
			await shows('Paint');
			await press('palette.run');
			await shows(/Paint/);
			await hides('› Find');
			await goTo(tour, 'Sessions');
			await press('palette.open', 'palette.leave');
			await hides('› Find');
		},
	},
	{
		title: 'hosts and settings',
		async visit(tour) {
			const {press, shows, hides, type} = tour;
			await goTo(tour, 'Sessions');
			await press('screen.hosts');
			await shows('› Hosts', /127\.0/);
			await tour.picture('hosts');
			await press('host.measure');
			await shows(/ ms/);
			await press('host.open');
			await shows(/Sessions/);
			await hides('› Hosts');
			await press('screen.back');
			await press('screen.settings');
			await shows('› Settings', 'Theme');
			await press('list.top');
			await tour.picture('settings');
			await press('list.top', 'settings.next');
			await shows(/dark/);
			await press('settings.previous');
			await press('settings.change', 'settings.reset');
			await shows(/auto/);
			await press('list.filter');
			await type('open the inbox');
			await press('field.submit', 'settings.change');
			await shows(/Press|press/);
			await press('capture.leave');
			await shows('› Settings');
			await press('screen.back');
			await hides('filter:');
			await press('settings.reset-all');
			await shows('y or n');
			await press('confirm.no');
			await hides('y or n');
			await press('screen.back');
			await shows('[Sessions]');
		},
	},
	{
		title: 'keys that are there everywhere',
		async visit(tour) {
			const {press, shows, type, hides, strike} = tour;
			await goTo(tour, 'Sessions');
			await press('screen.previous');
			await shows('[Inbox]');
			await press('screen.next#2');
			await goTo(tour, 'Sessions');
			await select(tour, 'Mend');
			await press('row.copy');
			await shows('› Choose');
			await press('screen.back');
			await hides('› Choose');
			for (const id of ['look.theme', 'look.theme', 'look.theme', 'look.theme', 'look.theme', 'look.theme']) {
				await press(id);
				await shows(/theme/i);
			}

			for (const [words, said] of [
				['switch the mouse', 'mouse is off'],
				['be quiet', 'Quiet:'],
				['be quiet', 'No longer quiet'],
				['switch the mouse', 'mouse is on'],
				['lock it read', 'Read-only:'],
				['lock it read', 'Unlocked'],
			] as const) {
				await press('palette.open');
				await shows('› Find');
				await type(words);
				await press('palette.run');
				await hides('› Find');
				await shows(said);
			}

			await press('server.refresh', 'screen.redraw');
			await shows('[Sessions]');
			await strike('C-c');
			await shows(/again/);
			await press('list.down');
			await hides(/Press .*again/);
		},
	},
];
