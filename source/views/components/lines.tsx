import {Box} from 'ink';
import type {Area} from '../../client/select/layout.js';
import {Row} from './row.js';

type Props = {
	readonly lines: readonly string[];
	readonly area: Area;
};

/** Lines in a place of fixed size; those that do not fit are left out. */
export function Lines({lines, area}: Props) {
	return (
		<Box flexDirection="column" width={area.columns} height={area.rows}>
			{lines.slice(0, area.rows).map((line, index) => (
				<Row key={index} line={line} />
			))}
		</Box>
	);
}
