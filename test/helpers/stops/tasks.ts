import {expect} from 'vitest';
import type {Task} from '../../../source/domain/task.js';
import {comeBack, goTo, type Stop, select, selected} from './stop.js';

export const taskStops: readonly Stop[] = [
	{
		title: 'a task, from its title to its end',
		async visit(tour, {comesTo}) {
			const {press, shows, type, hides} = tour;
			await goTo(tour, 'Tasks');
			await press('task.new');
			await shows('New task');
			await type('Sweep up');
			await press('field.submit');
			await shows(selected('Sweep'));
			await press('task.rename');
			await shows('Sweep up', /Title/);
			await type('!');
			await press('field.submit');
			await shows(selected('Sweep up!'));
			await press('task.describe');
			await comesTo<readonly Task[]>('/api/tasks', tasks =>
				expect(tasks.find(({title}) => title === 'Sweep up!')?.description).toBe('Written elsewhere'),
			);
			await shows('[Tasks]');
			await press('task.priority');
			await shows(/high/);
			await press('task.status');
			await shows('› Choose');
			await tour.picture('menu');
			await press('list.row#3', 'menu.choose');
			await shows(/Sweep up! .*review/);
			await press('task.complete');
			await shows(/Sweep up! .*completed/);
			await press('undo.take');
			await shows(/Sweep up! .*review/);
			await press('task.explain');
			await shows(/in review|review/);
			await press('task.new-part');
			await shows(/art/);
			await type('Mop');
			await press('field.submit');
			await shows(selected('Mop'));
			await press('task.delete');
			await shows('y or n');
			await press('confirm.no#2');
			await hides('y or n');
			await press('task.delete', 'confirm.yes');
			await hides('Mop');
			await select(tour, 'Sweep');
			await press('task.delete', 'confirm.yes');
			await hides('Sweep up');
		},
	},
	{
		title: 'tasks below others, and their panes',
		async visit(tour) {
			const {press, shows, hides} = tour;
			await goTo(tour, 'Tasks');
			await press('list.top', 'task.fold');
			await hides('Oil');
			await press('task.unfold');
			await shows('Oil');
			await press('task.preview', 'task.preview');
			await press('task.open');
			await shows('› Details');
			await press('details.open');
			await comeBack(tour);
			await shows('› Details');
			await press('screen.back');
			await shows('[Tasks]');
		},
	},
	{
		title: 'the run of a task',
		async visit(tour) {
			const {press, shows, hides, type} = tour;
			await goTo(tour, 'Tasks');
			await select(tour, 'Print');
			await press('task.log');
			await shows('› Log');
			await press('log.back');
			await hides('› Log');
			await press('task.session');
			await shows('[Sessions]', selected('Print'));
			await press('screen.last');
			await shows('[Tasks]');
			await press('task.resume');
			await shows(/resume|conversation|no session/i);
			await select(tour, 'Mend');
			await press('task.terminal');
			await shows(/Type|attach|terminal/);
			await press('task.stop-soon');
			await shows(/10 s|Stops|stops/);
			await press('undo.take');
			await press('task.stop');
			await shows(/Mend/);
			await press('field.leave');
			await press('task.restart');
			await shows('y or n');
			await press('confirm.no');
			await hides('y or n');
			await select(tour, 'Paint');
			await press('task.make-work-tree');
			await shows(/work ?tree|branch/i);
			await press('about.details');
			await shows('› Details', /checkout\.wor/);
			await press('screen.back');
			await press('task.remove-work-tree');
			await shows('y or n');
			await press('confirm.yes');
			await hides('y or n');
			await shows(/emoved|no work tree|gone/);
			await press('task.dispatch');
			await shows('› Dispatch');
			await type('');
			await press('screen.back');
			await shows('[Tasks]');
		},
	},
	{
		title: 'projects',
		async visit(tour, {folder}) {
			const {press, shows, type, hides} = tour;
			await goTo(tour, 'Projects');
			await tour.picture('projects');
			await press('project.explain');
			await shows(/task/);
			await press('project.open');
			await shows('› Details');
			await press('screen.back');
			await press('project.add');
			await shows(/older|project/);
			await press('edit.clear');
			await type(folder);
			await press('field.submit');
			await hides('Folder');
			await select(tour, 'mt-\\w+ ');
			await press('project.rename');
			await press('edit.clear');
			await type('Shed');
			await press('field.submit');
			await shows(selected('Shed'));
			await press('project.new-task');
			await shows('New task');
			await press('field.leave');
			await press('project.remove');
			await shows('y or n');
			await press('confirm.yes');
			await hides(selected('Shed'));
		},
	},
];
