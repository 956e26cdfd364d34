import {goTo, type Stop, selected} from './stop.js';

export const listStops: readonly Stop[] = [
	{
		title: 'the folder that it was started in',
		async visit({press, shows, hides}) {
			await shows('as a project?');
			await press('offer.accept');
			await hides('as a project?');
		},
	},
	{
		title: 'the rows of a list',
		async visit(tour) {
			const {press, shows} = tour;
			await goTo(tour, 'Tasks');
			await tour.picture('tasks');
			await press('list.top');
			await shows(selected('Mend'));
			await press('list.down');
			await shows(selected('Oil'));
			await press('list.down#2');
			await shows(selected('Print'));
			await press('list.up');
			await shows(selected('Oil'));
			await press('list.up#2');
			await shows(selected('Mend'));
			await press('list.bottom');
			await shows(selected('Paint'));
			await press('list.top#2');
			await shows(selected('Mend'));
			await press('list.bottom#2');
			await shows(selected('Paint'));
			await press('list.page-up');
			await shows(selected('(?!.*Paint)'));
			await press('list.top');
			await shows(selected('Mend'));
			await press('list.page-down');
			await shows(selected('(?!.*Mend)'));
			await press('list.page-up#2');
			await shows(selected('Mend'));
			await press('list.page-down#2');
			await shows(selected('(?!.*Mend)'));
			await press('list.row#3');
			await shows(selected('Print'));
		},
	},
	{
		title: 'the line of a filter, and how a text is edited',
		async visit(tour) {
			const {press, shows, hides, type} = tour;
			await goTo(tour, 'Tasks');
			await press('list.filter');
			await shows('Filter:');
			await type('ol');
			await press('edit.left');
			await type('i');
			await shows('Filter: oil', 'Oil');
			await hides('Paint');
			await press('edit.home');
			await type('x');
			await shows('Filter: xoil');
			await press('edit.home', 'edit.delete');
			await shows('Filter: oil');
			await press('edit.right', 'edit.end', 'edit.backspace');
			await shows('Filter: oi');
			await press('field.submit');
			await shows('Oil', /^[›>] /m);
			await hides('Filter:');
			await press('screen.back');
			await shows('Paint');
			await press('list.filter', 'filter.former');
			await shows('Filter: oi');
			await press('filter.newer');
			await shows(/Filter: *$/m);
			await type('st');
			await press('filter.complete');
			await shows('Filter: status:');
			await press('edit.clear');
			await shows(/Filter: *$/m);
			await press('field.leave');
			await hides('Filter:');
		},
	},
	{
		title: 'the order of rows',
		async visit(tour) {
			const {press, shows, hides} = tour;
			await goTo(tour, 'Tasks');
			await press('list.top', 'list.sort');
			await shows('by title');
			await press('list.reverse');
			await shows('reversed');
			await press('list.reverse');
			await hides('reversed');
			await press('list.group');
			await shows('checkout (4)');
			await press('list.top');
			await press('group.fold');
			await hides('Oil');
			await press('group.unfold#2');
			await shows('Oil');
			await press('group.fold', 'group.unfold');
			await shows('Oil');
			for (let turn = 0; turn < 6 && /grouped|\(4\)/.test(await shows(/^maestro/)); turn++) {
				await press('list.group');
				await shows(/^maestro/);
			}

			await press('list.hide-idle');
			await shows(/\d hidden/);
			await press('list.hide-idle');
			await hides('hidden');
			for (const order of ['by status', 'by priority', 'by change']) {
				await press('list.sort');
				await shows(order);
			}

			await press('list.sort');
			await hides(/by change/);

			await press('list.bottom', 'list.pin', 'list.top');
			await shows(selected('Paint'));
			await press('list.pin', 'list.top');
			await shows(selected('Mend'));
		},
	},
	{
		title: 'marks',
		async visit(tour) {
			const {press, shows, hides} = tour;
			await goTo(tour, 'Tasks');
			await press('list.top', 'row.mark');
			await shows('1 marked');
			await press('row.mark');
			await hides('marked');
			await press('row.mark-all');
			await shows('4 marked');
			await tour.picture('marks');
			await press('row.unmark-all');
			await hides('marked');
		},
	},
];
