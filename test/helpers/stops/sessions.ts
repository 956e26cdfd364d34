import {comeBack, goTo, type Stop, select, selected} from './stop.js';

export const sessionStops: readonly Stop[] = [
	{
		title: 'sessions, looked at',
		async visit(tour) {
			const {press, shows, hides} = tour;
			await goTo(tour, 'Sessions');
			await select(tour, 'Mend');
			if (tour.look.rows > 20) {
				await shows('agent at the prompt');
			}

			await tour.picture('sessions');
			await press('session.explain');
			await shows(/idle; seen by/);
			await press('session.preview', 'session.preview');
			await press('session.peek');
			await shows('› Peek', 'mended');
			await tour.picture('peek');
			await press('peek.close');
			await hides('› Peek');
			await press('about.details');
			await shows('› Details');
			await tour.picture('details');
			await press('text.bottom', 'text.top', 'text.down', 'text.up', 'text.page-down', 'text.page-up');
			await press('details.link');
			await shows('› Details');
			await press('app.quit');
			await press('app.quit');
			await goTo(tour, 'Sessions');
			await press('about.timeline');
			await shows('› History', 'started');
			await tour.picture('timeline');
			await press('list.bottom');
			await press('timeline.open');
			await comeBack(tour);
			await shows('› History');
			await press('screen.back');
			await shows('[Sessions]');
		},
	},
	{
		title: 'the names of sessions, what they have started, and what is away',
		async visit(tour, {post, builder}) {
			const {press, shows, type, hides} = tour;
			await goTo(tour, 'Sessions');
			await select(tour, 'Mend');
			await press('session.rename');
			await shows('Name: Mend the door');
			await press('edit.clear');
			await type('Smith');
			await press('field.submit');
			await shows(selected('Smith'));
			await press('undo.take');
			await shows(selected('Mend'), 'Taken back');
			await press('session.fold');
			await shows(/started/);
			await press('session.unfold');
			await shows(/folded/);
			await post(`/api/sessions/${builder.id}/timeline`, {type: 'progress', message: 'Half of it'});
			await select(tour, 'Print');
			await press('session.archive');
			await hides('failed 3');
			await press('undo.take');
			await shows('failed 3');
		},
	},
	{
		title: 'a reply, and the choices of a question',
		async visit(tour) {
			const {press, shows, type, hides} = tour;
			await goTo(tour, 'Sessions');
			await select(tour, 'Writer');
			await press('session.peek');
			await shows('Which colour');
			await press('peek.choose#2');
			await shows('› Message', 'Red');
			await press('compose.keep');
			await hides('› Message');
			await shows('› Peek');
			await press('peek.reply');
			await shows('Red');
			await press('compose.keep', 'peek.close#2');
			await shows('[Sessions]');
			await press('session.reply');
			await shows('Red');
			await press('edit.clear');
			await type('Green then');
			await press('compose.newline');
			await type('and soon');
			await press('edit.up', 'edit.down');
			await tour.picture('compose');
			await press('compose.send');
			await hides('soon');
			await shows('[Sessions]');
		},
	},
	{
		title: 'jumping to a window, and coming back',
		async visit(tour) {
			const {press, shows, hides} = tour;
			await goTo(tour, 'Sessions');
			await select(tour, 'Mend');
			for (const id of ['session.jump', 'peek.jump']) {
				if (id === 'peek.jump') {
					await press('session.peek');
					await shows('› Peek');
				}

				await press(id);
				await comeBack(tour);
				await shows(/Sessions/);
			}

			await press('peek.close');
			await hides('› Peek');
			await press('session.terminal');
			await shows(/Type|attach|terminal/);
		},
	},
	{
		title: 'the dispatch of a session',
		async visit(tour) {
			const {press, shows, type, hides} = tour;
			await goTo(tour, 'Sessions');
			await select(tour, 'Mend');
			await press('session.dispatch');
			await shows('› Dispatch', 'interactive');
			await tour.picture('dispatch');
			await press('dispatch.agent');
			await press('dispatch.permission');
			await press('dispatch.words');
			await shows('Say besides:');
			await type('Be kind');
			await press('field.submit');
			await shows('Be kind');
			await press('dispatch.extras');
			await type('--model x');
			await press('field.submit');
			await hides('Arguments:');
			await press('dispatch.work-tree', 'dispatch.work-tree');
			await press('dispatch.more');
			await press('dispatch.go');
			await shows('enter Run it');
			await press('screen.back');
			await shows('[Sessions]');
		},
	},
];
