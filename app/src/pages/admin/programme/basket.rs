//! A basket to try the rules on, judged in the browser by the engine that judges real orders:
//! line by line with its discounts, and every reason.

use leptos::prelude::*;
use regulars::{
    evaluate::{self, Evaluation},
    money::{Currency, Minor},
    order::{Order, OrderLine, OrderSource},
    programme::{Programme, words::points},
    rejection::Rejection,
    time::Day,
};

use super::{editor::Editor, preview::standing};
use crate::{
    api::admin::till::{
        basket::{BasketLine, LineError, read_basket},
        uses::Use,
    },
    components::{Notice, Tone},
};

/// What is typed, and what it comes to.
#[component]
pub fn Basket(editor: Editor, today: Day) -> impl IntoView {
    let currency = editor.currency;
    let unit = 10_i64.pow(currency.decimals());
    let price = move |units| currency.format_plain(Minor(units * unit));
    let text = RwSignal::new(format!("2 x Coffee {}\nCake {}", price(3), price(4)));
    let typed = Memo::new(move |_| Typed::read(&text.get(), currency));
    let wrong = move || typed.with(|typed| typed.as_ref().err().map(ToString::to_string));
    let judged = move || {
        let typed = typed.get().ok().filter(|typed| !typed.lines.is_empty())?;
        let reading = editor.reading.get();
        Some(if reading.faults.is_empty() {
            match typed.judge(&reading.programme, today) {
                Ok(judged) => shown(judged, typed.lines, currency, today),
                Err(reason) => {
                    view! { <Notice tone=Tone::Bad>{reason.to_string()}</Notice> }.into_any()
                }
            }
        } else {
            view! { <Notice tone=Tone::Warn>"Mend the marked fields to try a basket."</Notice> }
                .into_any()
        })
    };
    view! {
        <section class="panel grid gap-4" aria-labelledby="try">
            <div>
                <h2 class="heading" id="try">
                    "Try a basket"
                </h2>
                <p class="text-sm text-muted">"Typed as at the till, a line each; codes too."</p>
            </div>
            <div class="field">
                <label for="try-lines">"What is bought"</label>
                <textarea
                    id="try-lines"
                    class="textarea"
                    rows="4"
                    maxlength="5000"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="try-fault"
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
                <p id="try-fault" class="text-sm font-medium text-error" aria-live="polite">
                    {wrong}
                </p>
            </div>
            {judged}
        </section>
    }
}

/// What is typed: items, and codes that are quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Typed {
    lines: Vec<BasketLine>,
    codes: Vec<String>,
}

impl Typed {
    fn read(text: &str, currency: Currency) -> Result<Self, LineError> {
        let code = |line: &str| match Use::quoted(line)? {
            Use::Code(code) if BasketLine::read(line, currency).is_err() => Some(code),
            _ => None,
        };
        let codes = text.lines().filter_map(code).collect();
        let items: Vec<&str> = text.lines().filter(|line| code(line).is_none()).collect();
        let lines = read_basket(&items.join("\n"), currency)?;
        Ok(Self { lines, codes })
    }

    /// What it comes to for a new member on a day.
    fn judge(&self, programme: &Programme, today: Day) -> Result<Evaluation, Rejection> {
        let order = Order {
            lines: self.lines.iter().cloned().map(OrderLine::from).collect(),
            codes: self.codes.clone(),
            ..Order::of_amount(OrderSource::Till, Minor::ZERO)
        };
        order.validate()?;
        let level = programme.tiers.as_ref().and_then(|scheme| {
            let first = scheme.levels.first()?;
            Some(standing(scheme.basis, 0, first))
        });
        evaluate::preview(programme, &order, level.as_ref(), today)
    }
}

fn shown(judged: Evaluation, lines: Vec<BasketLine>, currency: Currency, today: Day) -> AnyView {
    let money = move |amount: Minor| currency.format(amount);
    let offs = judged.line_discounts.iter().copied();
    let offs = offs.chain(std::iter::repeat(Minor::ZERO));
    let rows = lines.into_iter().zip(offs).map(|(line, off)| {
        let name = match line.quantity {
            1 => line.label().to_owned(),
            many => format!("{many} x {}", line.label()),
        };
        let off_words = (off.0 > 0).then(|| money(Minor(-off.0)));
        view! {
            <tr class="border-b border-base-300">
                <th scope="row" class="w-full max-w-0 truncate py-2 pe-2 text-start font-normal">
                    {name}
                </th>
                <td class="py-2 ps-3 text-end text-primary">{off_words}</td>
                <td class="py-2 ps-3 text-end">{money(line.total().minus(off))}</td>
            </tr>
        }
    });
    let steps = judged.trace.steps.iter();
    let reasons =
        steps.map(|step| view! { <li class="break-words">{step.words(currency, today)}</li> });
    view! {
        <table class="w-full text-sm">
            <caption class="sr-only">"What the basket comes to"</caption>
            <thead class="sr-only">
                <tr>
                    <th scope="col">"Item"</th>
                    <th scope="col">"Off"</th>
                    <th scope="col">"Price"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <dl class="grid grid-cols-[1fr_auto] gap-1">
            <dt>"To pay"</dt>
            <dd class="figure text-end text-xl" aria-live="polite">
                {money(judged.total)}
            </dd>
            <dt class="text-muted">"Brings"</dt>
            <dd class="text-end">{points(judged.points)}</dd>
        </dl>
        <details class="text-sm">
            <summary class="inline-flex min-h-11 cursor-pointer items-center text-link">"Why"</summary>
            <ul class="list-disc space-y-1 ps-5">{reasons.collect_view()}</ul>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use regulars::{
        programme::template,
        promotion::{Promotion, PromotionKind, Trigger},
    };

    use super::*;

    #[test]
    fn a_basket_is_judged_with_the_codes_among_its_lines() {
        let currency: Currency = "GBP".parse().unwrap();
        let mut programme = template::simple("Northside", currency);
        let tenth = Promotion {
            trigger: Trigger::Code {
                code: "TENTH".to_owned(),
            },
            ..Promotion::new(
                "tenth",
                "A tenth",
                PromotionKind::PercentOff { percent: 10 },
            )
        };
        programme.promotions = vec![tenth];
        let judge = |text| {
            let typed = Typed::read(text, currency).unwrap();
            typed.judge(&programme, Day::default())
        };
        let judged = judge("2 x Coffee 3\nTENTH\nCake 4").unwrap();
        assert_eq!(judged.total, Minor(900));
        assert_eq!(judged.line_discounts, [Minor(60), Minor(40)]);
        assert_eq!(judge("Cake 4").unwrap().total, Minor(400));
        assert_eq!(judge("Cake 4\nOTHER"), Err(Rejection::VoucherNotValid));
        assert!(Typed::read("Cake", currency).is_err());
    }
}
