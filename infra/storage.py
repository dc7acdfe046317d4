"""The two buckets: uploaded works, and results that nobody overwrites."""

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from constructs import Construct

from contest.certificates.archive import KEPT
from contest.upload import UNFINISHED
from contest.viewing import viewing_copy
from infra.acknowledge import acknowledge, acknowledge_objects
from infra.deployment import Deployment

UPLOADS = "media/*"
POSTERS = "posters/*"
"""Posters lie in the media bucket beside the uploads. They trigger no upload event, and are still
written after uploads are closed."""
VIEWING = "viewing/*"
"""So do the copies that judges watch."""
PIECES = f"{viewing_copy.PIECES}/*"
"""So do the pieces of renditions, until they are joined."""
CERTIFICATES = "certificates/*"
"""So do certificates: the results bucket would keep a name for a year."""
ARCHIVES = "certificates/archives/"
EXPORTS = "exports/*"
"""So do lists that are too large for an answer, for some days: the results bucket would keep them
for a year."""
DROP = ("s3:AbortMultipartUpload", "s3:DeleteObjectVersion")
LIST = ("s3:ListBucketVersions", "s3:ListBucketMultipartUploads")
"""What it takes to delete everything that lies at a key."""
RESULTS = "results/*"
DIGESTS = "digests/*"


class Storage(Construct):
    def __init__(
        self, scope: Construct, name: str, *, deployment: Deployment, site_origin: str
    ) -> None:
        super().__init__(scope, name)
        self.media = self._bucket(
            "Media",
            deployment,
            cors=[_uploads_from(site_origin)],
            lifecycle_rules=[
                s3.LifecycleRule(
                    abort_incomplete_multipart_upload_after=Duration.days(UNFINISHED.days)
                ),
                *(
                    s3.LifecycleRule(
                        prefix=prefix,
                        expiration=Duration.days(kept),
                        noncurrent_version_expiration=Duration.days(kept),
                    )
                    for prefix, kept in ((ARCHIVES, KEPT.days), (EXPORTS.removesuffix("*"), 1))
                ),
            ],
        )
        _send_events(self.media)
        self.results = self._bucket(
            "Results",
            deployment,
            # Governance mode, not compliance: a host with a special right can still erase a person
            # or remove a rehearsal. No function of Laurel has that right.
            object_lock_default_retention=s3.ObjectLockRetention.governance(Duration.days(365)),
        )
        acknowledge(
            self,
            "AwsSolutions-S1",
            reason="Access logs would hold signed URLs and who watched what; the functions log "
            "what they sign, and CloudTrail can record the rest.",
        )
        if deployment.uploads_close:
            self._refuse_uploads_from(deployment.uploads_close)

    @property
    def media_origins(self) -> str:
        """Signed addresses name the bucket at the region's own host."""
        return f"https://{self.media.bucket_regional_domain_name}"

    def grant_media(self, function: lambda_.Function, *actions: str) -> None:
        self._grant(function, "Media", self.media, UPLOADS, *actions)

    def grant_posters(self, function: lambda_.Function, *actions: str) -> None:
        self._grant(function, "Posters", self.media, POSTERS, *actions)

    def grant_viewing(self, function: lambda_.Function, *actions: str) -> None:
        self._grant(function, "Viewing", self.media, VIEWING, *actions)

    def grant_pieces(self, function: lambda_.Function, *actions: str) -> None:
        self._grant(function, "Pieces", self.media, PIECES, *actions)

    def grant_certificates(self, function: lambda_.Function, *actions: str) -> None:
        self._grant(function, "Certificates", self.media, CERTIFICATES, *actions)

    def grant_exports(self, function: lambda_.Function) -> None:
        """Grants what a signed address of a list needs, and storing the list."""
        self._grant(function, "Exports", self.media, EXPORTS, "s3:GetObject", "s3:PutObject")

    def grant_list_media(self, function: lambda_.Function, *actions: str) -> None:
        function.add_to_role_policy(
            iam.PolicyStatement(
                sid="ListMedia", actions=list(actions), resources=[self.media.bucket_arn]
            )
        )

    def grant_erase(self, function: lambda_.Function) -> None:
        """Grants the deletion of every version of uploads and pictures, and of open uploads."""
        self.grant_media(function, "s3:DeleteObjectVersion", "s3:AbortMultipartUpload")
        self.grant_posters(function, "s3:DeleteObjectVersion")
        self.grant_viewing(function, *DROP)
        self.grant_pieces(function, *DROP)
        self.grant_certificates(function, "s3:DeleteObjectVersion")
        self.grant_list_media(function, *LIST)

    def grant_copy(
        self,
        function: lambda_.Function,
        *,
        viewing: tuple[str, ...] = (),
        pieces: tuple[str, ...] = (),
    ) -> None:
        """Grants reading uploads, and deleting copies that broke off or are of no use. `viewing`,
        `pieces`: what else it may do with copies and renditions, and with pieces of these."""
        self.grant_media(function, "s3:GetObjectVersion")
        self.grant_viewing(function, *viewing, *DROP)
        self.grant_pieces(function, *pieces, *DROP)
        self.grant_list_media(function, *LIST)

    def grant_encode(self, function: lambda_.Function) -> None:
        """Grants reading uploads, writing pieces, and deleting those that are of no use."""
        self.grant_media(function, "s3:GetObjectVersion")
        self.grant_pieces(function, "s3:PutObject", *DROP)
        self.grant_list_media(function, *LIST)

    def grant_results(self, function: lambda_.Function, *actions: str) -> None:
        self._grant(function, "Results", self.results, RESULTS, *actions)

    def grant_digests(self, function: lambda_.Function) -> None:
        """Grants adding digests, and reading every version of them: the first one counts."""
        self._grant_digests(function, "s3:PutObject", "s3:GetObjectVersion")

    def grant_read_digests(self, function: lambda_.Function) -> None:
        self._grant_digests(function, "s3:GetObjectVersion")

    def _grant_digests(self, function: lambda_.Function, *actions: str) -> None:
        self._grant(function, "Digests", self.results, DIGESTS, *actions)
        function.add_to_role_policy(
            iam.PolicyStatement(
                sid="ListDigests",
                actions=["s3:ListBucketVersions"],
                resources=[self.results.bucket_arn],
            )
        )

    def _grant(
        self, function: lambda_.Function, sid: str, bucket: s3.Bucket, objects: str, *actions: str
    ) -> None:
        function.add_to_role_policy(
            iam.PolicyStatement(
                sid=sid, actions=list(actions), resources=[bucket.arn_for_objects(objects)]
            )
        )
        acknowledge_objects(
            function.role or function, bucket, objects, reason="Any work's, but of these only."
        )

    def _bucket(self, name: str, deployment: Deployment, **special: object) -> s3.Bucket:
        return s3.Bucket(
            self,
            name,
            versioned=True,
            enforce_ssl=not deployment.local,
            minimum_tls_version=None if deployment.local else 1.2,
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            removal_policy=deployment.removal,
            **special,  # type: ignore[arg-type]  # the two buckets' own properties
        )

    def _refuse_uploads_from(self, time: str) -> None:
        """Denies uploads from this time on. The condition is checked when a request arrives, so
        URLs signed earlier stop working too, and uploads that have begun cannot go on."""
        self.media.add_to_resource_policy(
            iam.PolicyStatement(
                sid="UploadsAreClosed",
                effect=iam.Effect.DENY,
                principals=[iam.AnyPrincipal()],
                actions=["s3:PutObject"],
                resources=[self.media.arn_for_objects(UPLOADS)],
                conditions={"DateGreaterThanEquals": {"aws:CurrentTime": time}},
            )
        )


def _send_events(bucket: s3.Bucket) -> None:
    """Does what `event_bridge_enabled` does, without the function that the CDK adds for it."""
    resource = bucket.node.default_child
    assert isinstance(resource, s3.CfnBucket)  # noqa: S101  # for the type
    resource.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
        event_bridge_configuration=s3.CfnBucket.EventBridgeConfigurationProperty(
            event_bridge_enabled=True
        )
    )


def _uploads_from(origin: str) -> s3.CorsRule:
    return s3.CorsRule(
        allowed_origins=[origin],
        allowed_methods=[s3.HttpMethods.GET, s3.HttpMethods.PUT],
        allowed_headers=["*"],
        exposed_headers=["ETag"],  # without it Uppy counts no part as sent
        max_age=3600,
    )
