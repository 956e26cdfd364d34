import {Box} from 'ink';
import type {Area} from '../../client/select/layout.js';
import {selectedIndex} from '../../client/select/rows.js';
import {wrapWords} from '../../client/text.js';
import {useWindow} from '../hooks/use-window.js';
import {Lines} from './lines.js';
import {Row} from './row.js';

type Props<Item> = {
	readonly rows: readonly Item[];
	readonly selected: string | undefined;
	readonly marks?: ReadonlySet<string>;
	readonly area: Area;
	/** Whether keys go elsewhere. */
	readonly isAside?: boolean;
	/** What is said where there is no row. */
	readonly empty: string;
	readonly draw: (
		row: Item,
		place: {
			readonly isSelected: boolean;
			readonly isMarked: boolean;
			readonly isAside: boolean;
			readonly number: number;
		},
	) => string;
};

/** The rows of a list that fit, around the selected one. */
export function List<Item extends {readonly id: string}>({
	rows,
	selected,
	marks,
	area,
	isAside = false,
	empty,
	draw,
}: Props<Item>) {
	const index = selectedIndex(rows, selected);
	const start = useWindow(index, rows.length, area.rows);

	return (
		<Box flexDirection="column" width={area.columns} height={area.rows}>
			{rows.length === 0 && <Lines lines={wrapWords(empty, area.columns)} area={area} />}
			{rows.slice(start, start + area.rows).map((row, offset) => (
				<Row
					key={row.id}
					line={draw(row, {
						isSelected: start + offset === index,
						isMarked: marks?.has(row.id) === true,
						isAside,
						number: start + offset + 1,
					})}
				/>
			))}
		</Box>
	);
}
