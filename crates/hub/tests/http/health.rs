//! `GET /v1/health`, and what all URLs have in common.

use expect_test::expect;

use crate::support::{World, problem, show};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn anybody_may_ask_whether_the_hub_is_well() {
    let world = World::running().await;
    let answer = show(world.get(&world.stranger(), "/v1/health").await).await;
    expect![[r#"
        200
        {
          "name": "Test hub",
          "status": "ok",
          "version": "0.1.0"
        }"#]]
    .assert_eq(&answer);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unknown_urls_and_methods_get_problem_documents() {
    let world = World::running().await;
    let stranger = world.stranger();
    let answer = world.get(&stranger, "/v1/bundle").await;
    expect!["404 HUB-111: no such URL"].assert_eq(&problem(answer).await);
    let answer = stranger.patch(world.url("/v1/inbox")).send().await.unwrap();
    assert_eq!(answer.headers()["allow"], "GET,HEAD");
    expect!["405 HUB-101: this URL does not take this method"].assert_eq(&problem(answer).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_of_a_device_needs_its_certificate() {
    let world = World::running().await;
    let stranger = world.stranger();
    let id = "01a20040-1cc0-7fff-bfff-ffffffffffff";
    for (method, path) in [
        ("PUT", format!("/v1/bundles/{id}")),
        ("DELETE", format!("/v1/bundles/{id}")),
        ("GET", format!("/v1/bundles/{id}/sealed")),
        ("POST", format!("/v1/bundles/{id}/receipts")),
        ("GET", "/v1/inbox".into()),
        ("GET", "/v1/outbox".into()),
        ("GET", "/v1/events".into()),
        ("GET", "/v1/offices/1370200015".into()),
    ] {
        let answer = stranger
            .request(method.parse().unwrap(), world.url(&path))
            .send()
            .await
            .unwrap();
        assert_eq!(problem(answer).await, "401 HUB-201", "{method} {path}");
    }
}
