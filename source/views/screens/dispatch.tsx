import {Box} from 'ink';
import {dispatchedTask, openPlan} from '../../client/select/dispatch.js';
import {layoutOf} from '../../client/select/layout.js';
import type {DispatchPlan} from '../../client/state/screen.js';
import {fit, lineToDraw, wrap} from '../../client/text.js';
import {commandLine} from '../../domain/shell.js';
import {Lines} from '../components/lines.js';
import {List} from '../components/list.js';
import {Row} from '../components/row.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {keyOf} from '../keys.js';
import {modeLine} from '../rows.js';
import {paint, type Theme} from '../themes/theme.js';

export function DispatchScreen() {
	const theme = useTheme();
	const {body} = useSelector(layoutOf);
	const task = useSelector(dispatchedTask);
	const modes = useSelector(state => state.modes);
	const plan = useSelector(openPlan);
	const selected = useSelector(({screen}) => screen.selected.modes);
	const modeRows = Math.max(1, Math.min(modes.length, Math.floor((body.rows - 2) / 2)));
	const title = task === undefined ? 'The task is not there any more' : `${task.id}: ${lineToDraw(task.title)}`;

	return (
		<Box flexDirection="column" width={body.columns} height={body.rows}>
			<Row line={paint(theme.text.strong, fit(title, body.columns, theme.glyphs.ellipsis))} />
			<List
				rows={modes}
				selected={selected}
				area={{columns: body.columns, rows: modeRows}}
				empty="The server has no modes."
				draw={(mode, place) => modeLine(mode, place, {theme, columns: body.columns, now: 0})}
			/>
			<Row line="" />
			<Lines
				area={{columns: body.columns, rows: Math.max(1, body.rows - modeRows - 2)}}
				lines={
					plan === undefined
						? [`${keyOf('dispatch.go')} shows exactly what it would run.`]
						: planLines(plan, body.columns, theme)
				}
			/>
		</Box>
	);
}

/** Each argument in quotes as it is, so that nobody has to guess where one ends. */
const planLines = (
	{command, directory, window, problem}: DispatchPlan,
	columns: number,
	{text}: Theme,
): readonly string[] => [
	...(problem === undefined
		? []
		: wrap(`Cannot run: ${lineToDraw(problem)}`, columns).map(line => paint(text.error, line))),
	...wrap(`Window     ${lineToDraw(window)}`, columns),
	...wrap(`Folder     ${lineToDraw(directory)}`, columns),
	...wrap(`Command    ${commandLine(command.map(lineToDraw))}`, columns),
];
