/** The parts of ECharts that the charts use. */

import { BarChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { type ComposeOption, init, registerTheme, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { BarSeriesOption } from "echarts/charts";
import type { GridComponentOption, TooltipComponentOption } from "echarts/components";
import theme from "./theme.json";

use([BarChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);
export const THEME = "laurel";
registerTheme(THEME, theme);

export type BarOption = ComposeOption<BarSeriesOption | GridComponentOption | TooltipComponentOption>;
export { init };
