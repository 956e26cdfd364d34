import {comeBack, goTo, type Stop, select, selected} from './stop.js';

export const messageStops: readonly Stop[] = [
	{
		title: 'the inbox and a thread',
		async visit(tour) {
			const {press, shows, type, hides} = tour;
			await goTo(tour, 'Sessions');
			await press('screen.inbox');
			await shows('[Inbox]');
			await tour.picture('inbox');
			await select(tour, 'Mend');
			await press('inbox.explain');
			await shows(/wrote|read|message/i);
			await press('inbox.acknowledge');
			await press('inbox.unread');
			await shows(/unread/);
			await press('inbox.unread');
			await select(tour, 'Mend');
			await press('inbox.reply');
			await shows('› Message');
			await press('compose.keep');
			await select(tour, 'Mend');
			await press('inbox.answer');
			await shows(/answer|asks/);
			await press('inbox.open');
			await shows('› Thread');
			await tour.picture('thread');
			await press('thread.next', 'thread.previous', 'thread.explain', 'thread.acknowledge');
			await press('thread.answer');
			await shows(/answer|asks/);
			await press('thread.reply');
			await shows('› Message');
			await type('Thank you');
			await press('compose.send');
			await hides('› Message');
			await shows('Thank you');
			await press('thread.export');
			await shows(/name|file|\.md/i);
			await press('field.leave');
			await press('thread.jump');
			await comeBack(tour);
			await shows('› Thread');
			await press('thread.previous');
			await press('thread.delete');
			await shows('y or n');
			await press('confirm.no');
			await hides('y or n');
			await press('thread.search');
			await shows('Search everything');
			await press('field.leave', 'screen.back');
			await shows('[Inbox]');
		},
	},
	{
		title: 'everything that was written',
		async visit(tour) {
			const {press, shows, type, hides} = tour;
			await goTo(tour, 'Inbox');
			await press('inbox.scope');
			await shows(/everyone/);
			await press('inbox.scope');
			await press('inbox.export');
			await shows(/\.md|file/);
			await press('field.leave');
			await press('inbox.stats');
			await shows('› Statistics');
			await tour.picture('stats');
			await press('text.page-down#3', 'screen.back');
			await shows('[Inbox]');
			await press('inbox.search');
			await shows('Search everything');
			await type('colour');
			await press('field.submit');
			await shows(selected('.*'), /colour/);
			await tour.picture('search');
			await press('search.explain', 'search.older');
			await press('search.export');
			await shows(/\.md|file/);
			await press('field.leave', 'search.jump');
			await press('search.again');
			await press('field.leave');
			await press('search.open');
			await shows('› Thread');
			await press('screen.back', 'screen.back');
			await shows('[Inbox]');
			await hides('› Search');
		},
	},
	{
		title: 'a message to several, with a template',
		async visit(tour) {
			const {press, shows, type, hides} = tour;
			await goTo(tour, 'Inbox');
			await select(tour, 'Writer');
			await press('compose.open');
			await shows('› Message');
			await press('compose.turn');
			await press('how.turn#2', 'receiver.down', 'receiver.up', 'receiver.mark', 'receiver.down', 'receiver.mark');
			await tour.picture('receivers');
			await press('receiver.choose');
			await press('compose.turn#2');
			await shows(/riority/);
			await tour.picture('how');
			await press('how.next', 'how.previous', 'how.down', 'how.up', 'how.take', 'how.turn', 'compose.editor');
			await shows('elsewhere');
			await press('compose.turn', 'receiver.turn');
			await press('how.keep');
			await hides('elsewhere');
			await shows('[Inbox]');
			await type('');
			await press('compose.open', 'compose.turn', 'receiver.keep');
			await shows('[Inbox]');
		},
	},
	{
		title: 'an exchange that is held',
		async visit(tour) {
			const {press, shows, hides} = tour;
			await goTo(tour, 'Tasks');
			await press('need.next');
			await press('need.previous');
			await press('screen.inbox');
			await select(tour, 'may they');
			await press('inbox.open');
			await shows('› Held', /Round|exchanged/);
			await tour.picture('hold');
			await press('hold.stop');
			await shows('y or n');
			await press('confirm.no');
			await hides('y or n');
			await press('hold.allow');
			await shows('0 need you');
			await press('screen.back');
		},
	},
	{
		title: 'what is thrown away',
		async visit(tour) {
			const {press, shows, hides} = tour;
			await goTo(tour, 'Inbox');
			await select(tour, 'Written');
			await press('inbox.delete');
			await shows('y or n');
			await press('confirm.yes');
			await hides('Written');
			await select(tour, 'Writer');
			await press('inbox.jump');
			await shows(/window/);
		},
	},
];
