// pulumi-resource-snowflake: terraform-provider-snowflake bridged to Pulumi, as @pulumi/snowflake expects it.
package main

import (
	_ "embed"

	snowflake "github.com/Snowflake-Labs/terraform-provider-snowflake/pkg/provider"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	sdkv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
)

// version is set by the linker: toolchain/versions.ts.
var version string

//go:embed bridge-metadata.json
var metadata []byte

//go:embed schema.json
var schema []byte

func main() {
	provider := tfbridge.ProviderInfo{
		P:            sdkv2.NewProvider(snowflake.Provider()),
		Name:         "snowflake",
		Version:      version,
		MetadataInfo: tfbridge.NewProviderMetadata(metadata),
		// Without it the list would be called previewFeaturesEnableds.
		Config: map[string]*tfbridge.SchemaInfo{"preview_features_enabled": {Name: "previewFeaturesEnabled"}},
	}
	provider.MustComputeTokens(tokens.SingleModule("snowflake_", "index", tokens.MakeStandard("snowflake")))
	provider.SetAutonaming(255, "-")
	tfbridge.Main("snowflake", version, provider, schema)
}
