//! The scrip master and its files.

use crate::harness::{get, sandbox};
use crate::trader::gateway_token;

#[tokio::test]
async fn the_scrip_master_leads_to_its_files() {
    let sandbox = sandbox().await;
    let url = sandbox.kotak_neo_url();
    let gateway = gateway_token(&sandbox).await;
    let dashboard = sandbox.accounts().kotak_neo[0].dashboard_token.clone();
    for (path, token) in [
        ("/Files/1.0/masterscrip/v1", &gateway),
        ("/Files/1.0/masterscrip/v2", &gateway),
        ("/apim/files/2.0/masterscrip/v1", &gateway),
        ("/scrip/1.0/masterscrip", &gateway),
        ("/script-details/1.0/masterscrip", &dashboard),
    ] {
        let paths = get(
            &format!("{url}{path}/file-paths"),
            &[("Authorization", token)],
        )
        .await;
        let data = paths.expect(200).json()["data"].clone();
        let files: Vec<_> = data["filesPaths"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| file.as_str().unwrap())
            .collect();
        assert_eq!(files.len(), 7);
        assert!(
            files
                .iter()
                .all(|file| file.starts_with(data["baseFolder"].as_str().unwrap()))
        );
        let mut symbols = Vec::new();
        for file in files {
            let csv = get(file, &[]).await.expect(200);
            assert_eq!(csv.header("content-type"), "text/csv");
            let mut lines = csv.text.lines();
            let columns = lines.next().unwrap().split(',').map(str::trim);
            let columns: Vec<_> = columns.collect();
            assert_eq!(columns.len(), 78);
            for line in lines {
                let cells: Vec<_> = line.split(',').collect();
                assert_eq!(cells.len(), 78);
                let cell = |name| cells[columns.iter().position(|&column| column == name).unwrap()];
                symbols.push(cell("pTrdSymbol").to_owned());
                if cell("pSymbol") == "60011" {
                    assert_eq!(
                        (cell("dStrikePrice;"), cell("pOptionType")),
                        ("150000", "CE")
                    );
                    // 31 January 2030, less what clients add.
                    assert_eq!(cell("lExpiryDate"), "1580553000");
                }
                let own = match cell("pExchSeg") {
                    "nse_fo" | "cde_fo" => "1580553000",
                    "bse_fo" | "mcx_fo" | "nse_com" => "1896064200",
                    _ => "-1",
                };
                assert_eq!(cell("pExpiryDate"), own, "{line}");
            }
        }
        assert_eq!(symbols.len(), 12);
        assert!(symbols.contains(&"SANDBOXCO30JANFUT".to_owned()));
    }
    get(
        &format!("{url}/wso2-scripmaster/v1/prod/2026-01-05/transformed/no.csv"),
        &[],
    )
    .await
    .expect(404);
}
