//! A line over time with axes, read on the server, and a table behind it.
//!
//! Our own and not leptos-chartistry: that one measures the page before it draws, so there would
//! be nothing without JavaScript and a jump with it, and it would be a third of the lazy bundle.
//! Lines are SVG stretched to the panel; words are HTML, so that they keep their size on a phone.
//! Coordinates are whole thousandths.

mod table;

use leptos::prelude::*;

use table::table;

/// One point of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Which day or week, in words.
    pub label: String,
    /// How much.
    pub value: i64,
    /// How much, as people write it.
    pub words: String,
}

/// A second line, to compare with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What it is, in the legend and the table.
    pub column: &'static str,
    /// A point for each of the first line's.
    pub marks: Vec<Mark>,
}

const SIDE: i64 = 1_000;

/// The chart; `marks` go from the oldest to the newest.
#[component]
pub fn Chart(
    /// What it shows, as the caption of its table.
    #[prop(into)]
    caption: String,
    /// The heading of the values' column.
    column: &'static str,
    /// The points.
    marks: Vec<Mark>,
    /// How a value on the axis is written.
    axis: impl Fn(i64) -> String,
    /// A second line, drawn broken.
    #[prop(optional)]
    other: Option<Series>,
) -> impl IntoView {
    let others = other.as_ref().map_or(&[][..], |it| &it.marks);
    let all = marks.iter().chain(others);
    let top = round_up(all.map(|mark| mark.value).max().unwrap_or(0));
    let broken = other.as_ref().map(|it| places(&it.marks, top));
    let places = places(&marks, top);
    let legend = other.as_ref().map(|it| legend(column, it.column));
    let other_column = other.as_ref().map(|it| it.column);
    let values = beside(marks.clone(), other);
    view! {
        {legend}
        <div class="flex gap-3" aria-hidden="true">
            {scale(top, axis)}
            <div class="min-w-0 flex-1">
                <div class="relative h-48">
                    <Drawing places=places.clone() broken/>
                    <Readings marks=values.clone() places/>
                </div>
                <Dates marks/>
            </div>
        </div>
        {table(caption, column, other_column, values)}
    }
}

/// Each mark with what the second line says there.
fn beside(marks: Vec<Mark>, other: Option<Series>) -> Vec<(Mark, Option<String>)> {
    let others = other.into_iter().flat_map(|it| it.marks);
    let words = others.map(|mark| Some(mark.words));
    let words = words.chain(std::iter::repeat(None));
    marks.into_iter().zip(words).collect()
}

/// Which line is which: whole, and broken.
fn legend(whole: &'static str, broken: &'static str) -> impl IntoView {
    let line = |words: &'static str, stroke: &'static str, dashes: &'static str| {
        view! {
            <span class="flex items-center gap-2">
                <svg class="h-3 w-7" viewBox="0 0 28 12">
                    <line class=stroke x1="0" x2="28" y1="6" y2="6" stroke-dasharray=dashes></line>
                </svg>
                {words}
            </span>
        }
    };
    view! {
        <div class="mb-3 flex flex-wrap gap-x-6 gap-y-1 text-sm" aria-hidden="true">
            {line(whole, "stroke-chart-1 stroke-[2.25]", "none")}
            {line(broken, "stroke-chart-2 stroke-[2.25]", "5 4")}
        </div>
    }
}

/// The values at the top, the middle and the bottom.
fn scale(top: i64, axis: impl Fn(i64) -> String) -> impl IntoView {
    let at = [top, top / 2, 0];
    view! {
        <div class="flex h-48 -translate-y-2 flex-col justify-between text-end text-xs text-muted">
            {at.into_iter().map(|value| view! { <span>{axis(value)}</span> }).collect_view()}
        </div>
    }
}

/// The first, the middle and the last date.
#[component]
fn Dates(marks: Vec<Mark>) -> impl IntoView {
    let label = |index: usize| marks.get(index).map(|mark| mark.label.clone());
    let last = marks.len().saturating_sub(1);
    view! {
        <div class="mt-2 flex justify-between gap-2 text-xs text-muted">
            <span>{label(0)}</span>
            {(last > 2).then(|| view! { <span class="max-sm:hidden">{label(last / 2)}</span> })}
            {(last > 0).then(|| view! { <span>{label(last)}</span> })}
        </div>
    }
}

#[component]
fn Drawing(
    places: Vec<(i64, i64)>,
    /// A second line.
    broken: Option<Vec<(i64, i64)>>,
) -> impl IntoView {
    let line = points(&places);
    let broken = broken.map(|places| {
        view! {
            <polyline
                class="fill-none stroke-chart-2 stroke-[2.25]"
                vector-effect="non-scaling-stroke"
                stroke-dasharray="5 4"
                stroke-linejoin="round"
                points=points(&places)
            ></polyline>
        }
    });
    let edge = |place: Option<&(i64, i64)>| place.map_or(0, |(x, _)| *x);
    let (first, last) = (edge(places.first()), edge(places.last()));
    let area = format!("{first},{SIDE} {line} {last},{SIDE}");
    let grid = [0, SIDE / 4, SIDE / 2, SIDE * 3 / 4, SIDE];
    view! {
        <svg
            class="absolute inset-0 size-full overflow-visible rtl:-scale-x-100"
            viewBox=format!("0 0 {SIDE} {SIDE}")
            preserveAspectRatio="none"
        >
            {grid
                .into_iter()
                .map(|y| {
                    view! {
                        <line
                            class="stroke-chart-grid"
                            vector-effect="non-scaling-stroke"
                            x1="0"
                            x2=SIDE.to_string()
                            y1=y.to_string()
                            y2=y.to_string()
                        ></line>
                    }
                })
                .collect_view()}
            <polygon class="fill-chart-1/10" points=area></polygon>
            {broken}
            <polyline
                class="fill-none stroke-chart-1 stroke-[2.25]"
                vector-effect="non-scaling-stroke"
                stroke-linejoin="round"
                stroke-linecap="round"
                points=line
            ></polyline>
        </svg>
    }
}

/// Places as SVG writes them.
fn points(places: &[(i64, i64)]) -> String {
    let pairs: Vec<String> = places.iter().map(|(x, y)| format!("{x},{y}")).collect();
    pairs.join(" ")
}

/// What the pointer is over: a column a point, so that no script is needed.
#[component]
fn Readings(marks: Vec<(Mark, Option<String>)>, places: Vec<(i64, i64)>) -> impl IntoView {
    let half = marks.len() / 2;
    view! {
        <div class="absolute inset-0 flex">
            {marks
                .into_iter()
                .zip(places)
                .enumerate()
                .map(|(index, ((mark, other), (_, y)))| {
                    let other = other.map(|words| format!("({words})"));
                    let side = if index < half { "start-1/2 ms-2" } else { "end-1/2 me-2" };
                    view! {
                        <div class="group relative min-w-0 flex-1">
                            <span class="absolute inset-y-0 start-1/2 hidden w-px bg-base-content/30 group-hover:block"></span>
                            <span
                                class="absolute start-1/2 hidden size-2.5 -translate-1/2 rounded-full bg-chart-1 ring-2 ring-base-100 group-hover:block rtl:translate-x-1/2"
                                style=format!("top:{}.{}%", y / 10, y % 10)
                            ></span>
                            <span class=format!(
                                "pointer-events-none absolute top-0 z-10 hidden whitespace-nowrap rounded-field border border-base-300 bg-base-100 px-2.5 py-1.5 text-sm group-hover:block {side}",
                            )>
                                <strong class="font-semibold">{mark.words}</strong>
                                " "
                                {other}
                                " "
                                <span class="text-muted">{mark.label}</span>
                            </span>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// Where each mark is: the middle of its column, and its height from the top.
fn places(marks: &[Mark], top: i64) -> Vec<(i64, i64)> {
    let columns = i64::try_from(marks.len()).unwrap_or(1).max(1);
    let place = |(index, mark): (i64, &Mark)| {
        let x = (2 * index + 1) * SIDE / (2 * columns);
        let height = i128::from(mark.value.max(0)) * i128::from(SIDE) / i128::from(top.max(1));
        (x, SIDE - i64::try_from(height).unwrap_or(SIDE).min(SIDE))
    };
    (0..).zip(marks).map(place).collect()
}

/// The next number that reads well at the top of an axis: 1, 2, 4, 5 or 8 with zeros; even from 2.
fn round_up(value: i64) -> i64 {
    let mut scale = 1;
    while scale <= i64::MAX / 100 && value > 10 * scale {
        scale *= 10;
    }
    let steps = [2, 4, 6, 8, 10].map(|step| step * scale);
    steps
        .into_iter()
        .find(|step| *step >= value)
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_of_the_axis_reads_well() {
        for (value, top) in [
            (0, 2),
            (2, 2),
            (3, 4),
            (7, 8),
            (11, 20),
            (96, 100),
            (101, 200),
            (4_567, 6_000),
        ] {
            assert_eq!(round_up(value), top, "{value}");
        }
    }

    #[test]
    fn marks_stand_in_the_middle_of_their_columns() {
        let mark = |value| Mark {
            label: String::new(),
            value,
            words: String::new(),
        };
        assert_eq!(
            places(&[mark(0), mark(2)], 4),
            vec![(250, 1_000), (750, 500)]
        );
        assert_eq!(places(&[], 2), vec![]);
    }
}
