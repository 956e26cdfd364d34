import {Box} from 'ink';
import {dispatchedTask, modeRows} from '../../client/select/dispatch.js';
import {
	type DispatchLine,
	type DispatchOption,
	dispatchLayout,
	dispatchLines,
	firstDispatchLine,
	whyNoMode,
} from '../../client/select/dispatch-lines.js';
import {layoutOf} from '../../client/select/layout.js';
import {fit, lineToDraw} from '../../client/text.js';
import {Lines} from '../components/lines.js';
import {List} from '../components/list.js';
import {Row} from '../components/row.js';
import {useKeyOf} from '../hooks/use-key-of.js';
import {useSelector} from '../hooks/use-selector.js';
import {useTheme} from '../hooks/use-theme.js';
import {modeLine} from '../rows.js';
import {paint, type Theme} from '../themes/theme.js';

export function DispatchScreen() {
	const theme = useTheme();
	const keyOf = useKeyOf();
	const {body} = useSelector(layoutOf);
	const task = useSelector(dispatchedTask);
	const modes = useSelector(modeRows);
	const why = useSelector(whyNoMode);
	const lines = useSelector(dispatchLines);
	const areas = useSelector(dispatchLayout);
	const first = useSelector(firstDispatchLine);
	const selected = useSelector(({screen}) => screen.selected.modes);
	const title = task === undefined ? 'The task is not there any more' : `${task.id}: ${lineToDraw(task.title)}`;

	return (
		<Box flexDirection="column" width={body.columns} height={body.rows}>
			<Row line={paint(theme.text.strong, fit(title, body.columns, theme.glyphs.ellipsis))} />
			<List
				rows={modes}
				selected={selected}
				area={areas.modes}
				empty={why}
				draw={(mode, place) => modeLine(mode, place, {theme, columns: body.columns, now: 0})}
			/>
			<Lines area={areas.lines} lines={shown(lines, first, areas.lines.rows, {columns: body.columns, theme, keyOf})} />
		</Box>
	);
}

type Look = {
	readonly columns: number;
	readonly theme: Theme;
	readonly keyOf: (bindingId: string) => string;
};

/** As many as fit; where there are more, the last line says by which key they are seen. */
const shown = (lines: readonly DispatchLine[], first: number, rows: number, look: Look): readonly string[] => {
	const {columns, theme, keyOf} = look;
	const draw = (line: DispatchLine): string => drawn(line, look);
	if (first === 0 && lines.length <= rows) {
		return lines.map(draw);
	}

	const part = lines.slice(first, first + rows - 1);
	const left = lines.length - first - part.length;
	const more =
		left === 0 ? `${keyOf('dispatch.more')}: from the start` : `${keyOf('dispatch.more')}: ${left} more lines`;
	return [...part.map(draw), paint(theme.text.dim, fit(more, columns, theme.glyphs.ellipsis))];
};

const keys: Readonly<Record<DispatchOption, string>> = {
	agent: 'dispatch.agent',
	permission: 'dispatch.permission',
	words: 'dispatch.words',
	extras: 'dispatch.extras',
	workTree: 'dispatch.work-tree',
};

const drawn = (line: DispatchLine, {columns, theme: {text, glyphs}, keyOf}: Look): string => {
	switch (line.kind) {
		case 'option': {
			const label = `${keyOf(keys[line.id])} ${line.label.padEnd(12)} `;
			return paint(text.accent, label) + fit(line.value, Math.max(1, columns - label.length), glyphs.ellipsis);
		}

		case 'problem': {
			return paint(text.error, line.text);
		}

		case 'detail':
		case 'busy': {
			return paint(text.dim, line.text);
		}

		default: {
			return line.text;
		}
	}
};
