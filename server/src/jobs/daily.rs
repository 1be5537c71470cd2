//! What is looked through once a day of each shop: birthdays, notices before something is lost,
//! points that expire because their owner stayed away.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use regulars::{ids::MerchantId, time::Day, views::Shop};
use regulars_app::context::ServerContext;
use regulars_storage::services::{ServiceError, acts, downgrades, inactive, shop};

/// The day on which each shop was last looked through. A server that starts looks once more, which
/// finds nothing new.
#[derive(Debug, Clone, Default)]
pub struct Looked(Arc<Mutex<HashMap<MerchantId, Day>>>);

impl Looked {
    fn is_done(&self, shop: &Shop) -> bool {
        let looked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looked.get(&shop.id) == Some(&shop.today)
    }

    fn done(&self, shop: &Shop) {
        let mut looked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looked.insert(shop.id, shop.today);
    }
}

/// Looks through every shop, the costly part once on each of its days. Birthdays are looked for each
/// time: somebody may have told theirs today.
pub async fn look(context: ServerContext, looked: Looked) -> Result<(), ServiceError> {
    let (store, env) = (&context.store, &*context.env);
    let url = |path: &str| context.site.url(path);
    for shop in shop::list(store, env).await? {
        let given = acts::birthdays(store, env, &shop).await?;
        if given > 0 {
            tracing::info!(shop = shop.slug, given, "gave points for birthdays");
        }
        if looked.is_done(&shop) {
            continue;
        }
        let expired = inactive::expire(store, env, &shop).await?;
        let told = inactive::notify(store, env, &shop, &url).await?;
        let warned = downgrades::warn(store, env, &shop, &url).await?;
        if expired + told + warned > 0 {
            tracing::info!(
                shop = shop.slug,
                expired,
                told,
                warned,
                "told members what they are about to lose"
            );
        }
        looked.done(&shop);
    }
    Ok(())
}
