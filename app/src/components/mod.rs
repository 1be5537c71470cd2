//! The design system: what every page is put together from.
//!
//! | part | what for |
//! | --- | --- |
//! | [`Icon`] with [`icon::GIFT`] and the like | a Lucide icon; decoration unless it has a `label` |
//! | [`Field`], [`SubmitButton`], [`FormFault`], [`fault_of`] | forms: label, hint and error together, a button that is busy, what is wrong with the whole form |
//! | [`Notice`] with a [`Tone`] | what just happened or went wrong, in one sentence |
//! | [`Empty`] | what will be here and how to make it so |
//! | [`Bone`], [`BonePanel`] | skeletons that keep the layout while data comes |
//! | [`Loaded`] | shows a resource, its skeleton, or its [`Problem`] |
//! | [`Ring`], [`StepsBar`] | the way to the next tier; how far a friend has come |
//! | [`Stamps`] | a stamp card with its places, and what comes next |
//! | [`Qr`] | a QR code that was made on the server |
//! | [`words`] | signed points, days as `today`, plurals |
//! | [`ShareLink`], [`encode`] | a link to hand on; text inside addresses |
//! | [`use_live`] | asks again when the server says that something moved; on pages that are hydrated |
//! | [`MemberShell`], [`PlainShell`] | the frame of the member's pages |
//!
//! Classes of style/: `panel` (a raised surface), `title` (one a page), `heading`, `figure` (the
//! number that leads), `text-link`, `field`, `notice`, `empty`, `bone`, `avatar-mark`, `skip-link`;
//! daisyUI's `btn` with `btn-primary` (what matters now, one a screen), `btn-quiet` (second
//! choice) or `btn-ghost`, `input`, `select`, `textarea`, `table`, `badge`, `kbd`. Colours:
//! `bg-base-200` is the ground, `bg-base-100` raised, `border-base-300` a hairline, `text-muted`
//! quieter text (4.5:1 on both), `bg-sand` behind small pictures, `text-primary`, `text-error`,
//! and for charts `chart-1`, `chart-2`, `chart-3`, `chart-grid` (`stroke-chart-1`, `fill-chart-1/15`).
//! From 60rem on: the `wide:` variant.

mod address;
mod browser;
mod empty;
mod form;
pub mod icon;
mod live;
mod loaded;
mod notice;
mod page_title;
mod qr;
mod ring;
mod share;
mod shell;
mod skeleton;
mod stamps;
mod steps;
pub mod words;

pub use address::*;
pub use browser::*;
pub use empty::*;
pub use form::*;
pub use icon::Icon;
pub use live::*;
pub use loaded::*;
pub use notice::*;
pub use page_title::*;
pub use qr::*;
pub use ring::*;
pub use share::*;
pub use shell::*;
pub use skeleton::*;
pub use stamps::*;
pub use steps::*;
